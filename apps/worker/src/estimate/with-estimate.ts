import type { DecodedExchange } from '@heliograph/providers/decode-exchange';
import { applyEstimate } from '@heliograph/providers/estimate-request';
import type { TokenCounter } from './token-counter.ts';

/** What was decoded, with usage that the provider didn't report counted instead, and marked so. */
export async function withEstimate(
  decoded: DecodedExchange,
  tokens: Pick<TokenCounter, 'count'>,
): Promise<DecodedExchange> {
  const { estimate } = decoded;
  if (estimate === null) return decoded;
  const [input, output] = await Promise.all([
    tokens.count(estimate.encoding, estimate.inputTexts ?? []),
    tokens.count(estimate.encoding, estimate.outputTexts),
  ]);
  const usage = applyEstimate(estimate, { input, output });
  const usageFlags = estimate.isLowerBound
    ? [...decoded.usageFlags, 'usage_lower_bound']
    : decoded.usageFlags;
  return { ...decoded, usage, usageSource: 'estimated', usageFlags };
}
