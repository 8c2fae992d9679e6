import type { CapturedExchange, LogRecord } from '@heliograph/contracts/log-record';
import { sampleBody, sampleRecord } from '@heliograph/contracts/testing/sample-record';

/** An exchange whose record has the given fields, the rest plausible. */
export function exchangeWith(
  fields: Partial<LogRecord>,
  requestBody: Uint8Array = Buffer.from('{}'),
): CapturedExchange {
  const responseBody = Buffer.from('{}');
  return {
    record: sampleRecord({
      request: sampleBody({ bytes: requestBody.length }),
      response: sampleBody({ bytes: responseBody.length }),
      ...fields,
    }),
    requestBody,
    responseBody,
  };
}
