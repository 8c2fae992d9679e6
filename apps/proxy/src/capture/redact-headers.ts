import { headerName } from '../header-names.ts';

const MAX_VALUE = 4_096;

/** The headers (name, value, …) that may be kept in a log: no credentials, no cookies, none of ours. */
export function redactHeaders(headers: readonly string[]): [string, string][] {
  const kept: [string, string][] = [];
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] ?? '';
    const value = headers[i + 1] ?? '';
    if (!headerName(name).isHarmless) continue;
    kept.push([name, value.length > MAX_VALUE ? value.slice(0, MAX_VALUE) : value]);
  }
  return kept;
}
