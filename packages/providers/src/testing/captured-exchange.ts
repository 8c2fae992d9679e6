import type { CapturedBody, CapturedExchange, LogRecord } from '@heliograph/contracts/log-record';
import { sampleBody, sampleRecord } from '@heliograph/contracts/testing/sample-record';

export interface ExchangeParts {
  record?: Partial<Omit<LogRecord, 'request' | 'response'>>;
  request?: string | Uint8Array;
  response?: string | Uint8Array;
  requestFacts?: Partial<CapturedBody>;
  responseFacts?: Partial<CapturedBody>;
}

/** A complete exchange for tests, JSON unless said otherwise. */
export function capturedExchange(parts: ExchangeParts): CapturedExchange {
  const requestBody = Buffer.from(parts.request ?? '');
  const responseBody = Buffer.from(parts.response ?? '');
  return {
    record: sampleRecord({
      ...parts.record,
      request: sampleBody({ bytes: requestBody.length, ...parts.requestFacts }),
      response: sampleBody({ bytes: responseBody.length, ...parts.responseFacts }),
    }),
    requestBody,
    responseBody,
  };
}
