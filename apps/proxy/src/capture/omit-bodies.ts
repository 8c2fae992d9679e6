import type { CapturedBody, CapturedExchange } from '@heliograph/contracts/log-record';
import { readOmittedFacts } from '@heliograph/providers/decode-exchange';

const NOTHING = new Uint8Array(0);

/**
 * The exchange without the bodies that the caller wants nowhere written. Models and usage are read of them first, here
 * and now, because nobody can later; sizes stay.
 */
export function omitBodies(
  exchange: CapturedExchange,
  omitRequest: boolean,
  omitResponse: boolean,
): CapturedExchange {
  if (!omitRequest && !omitResponse) return exchange;
  const { record, requestBody, responseBody } = exchange;
  return {
    record: {
      ...record,
      request: omitRequest ? omitted(record.request) : record.request,
      response: omitResponse ? omitted(record.response) : record.response,
      omittedFacts: readOmittedFacts(exchange),
    },
    requestBody: omitRequest ? NOTHING : requestBody,
    responseBody: omitResponse ? NOTHING : responseBody,
  };
}

function omitted(body: CapturedBody): CapturedBody {
  return { ...body, omitted: true, truncated: false };
}
