import type { RequestBodiesRow } from '@heliograph/clickhouse/request-bodies-table';
import { toTimestamp } from '@heliograph/clickhouse/timestamp';
import type { CapturedExchange } from '@heliograph/contracts/log-record';
import type { DecodedExchange } from '@heliograph/providers/decode-exchange';

/** Headers by lower-case name; those sent several times are joined as RFC 9110 §5.3 says. */
function headerMap(headers: readonly (readonly [string, string])[]): Record<string, string> {
  const map = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = map.get(key);
    map.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(map);
}

/** The row of `request_bodies`. */
export function buildBodiesRow({ record }: CapturedExchange, decoded: DecodedExchange): RequestBodiesRow {
  return {
    organization_id: record.organizationId,
    created_at: toTimestamp(record.createdAt),
    id: record.id,
    request_body: decoded.requestText,
    request_content_type: record.request.contentType ?? '',
    request_truncated: record.request.truncated,
    request_omitted: record.request.omitted,
    request_headers: headerMap(record.requestHeaders),
    response_body: decoded.responseText,
    response_content_type: record.response.contentType ?? '',
    response_truncated: record.response.truncated,
    response_omitted: record.response.omitted,
    response_headers: headerMap(record.responseHeaders),
    response_message: decoded.message === null ? null : JSON.stringify(decoded.message),
  };
}
