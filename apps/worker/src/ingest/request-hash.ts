import { createHash } from 'node:crypto';
import type { CapturedExchange } from '@heliograph/contracts/log-record';

/** 64 bits: among a hundred million different requests two look alike once in 3,700 times. */
const HEX_DIGITS = 16;

/**
 * 16 hex digits that are the same for requests with the same provider, method, path and body, byte by byte once it is
 * decompressed. '' where there is no body, where it was cut, and where nothing of it may be kept.
 */
export function requestHash(
  { record, requestBody }: CapturedExchange,
  /** The body as text; null where it is none. */
  text: string | null,
): string {
  const { truncated, omitted } = record.request;
  if (truncated || omitted || requestBody.length === 0) return '';
  return createHash('sha256')
    .update(JSON.stringify([record.provider, record.method, record.path]))
    .update('\n')
    .update(text ?? requestBody)
    .digest('hex')
    .slice(0, HEX_DIGITS);
}
