import { headerName } from '../header-names.ts';

/**
 * The headers for the provider (name, value, …) from the client's without Helicone-* ones, order and case kept.
 * `contentLength` is written where it is known and the body is streamed, else undici does. `via` null: none is sent.
 */
export function outboundHeaders(
  headers: readonly string[],
  contentLength: number | null,
  via: string | null = null,
): string[] {
  const named = namedInConnection(headers);
  const out: string[] = [];
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] ?? '';
    const { lower, notToProvider } = headerName(name);
    if (notToProvider || named?.has(lower) === true) continue;
    out.push(name, headers[i + 1] ?? '');
  }
  if (via !== null) out.push('Via', via);
  if (contentLength !== null) out.push('content-length', String(contentLength));
  return out;
}

/** Header names listed in Connection, which are hop-by-hop as well; undefined where there are none. */
export function namedInConnection(headers: readonly string[]): Set<string> | undefined {
  let named: Set<string> | undefined;
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] ?? '';
    if (name.length !== 10 || name.toLowerCase() !== 'connection') continue;
    for (const token of (headers[i + 1] ?? '').split(',')) {
      const lower = token.trim().toLowerCase();
      if (lower !== '' && lower !== 'keep-alive' && lower !== 'close') (named ??= new Set()).add(lower);
    }
  }
  return named;
}
