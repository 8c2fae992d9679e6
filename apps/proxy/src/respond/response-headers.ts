import { namedInConnection } from '../dispatch/outbound-headers.ts';
import { headerName } from '../header-names.ts';

/** What every answer carries of ours. */
export interface OwnHeaders {
  requestId: string;
  /** The proxy's own share before the provider was called, in milliseconds. */
  overheadMs: number;
  warnings: readonly string[];
  /** What the steps on the way had to say: name, value, …. */
  more: readonly string[];
  /** What lets a web page read the answer: name, value, …; none where none asked. */
  cors: readonly string[];
}

/** The provider's headers (name, value, …) as it sent them, order and repetitions kept, and ours behind them. */
export function responseHeaders(headers: readonly string[], status: number, own: OwnHeaders): string[] {
  const named = namedInConnection(headers);
  const out: string[] = [];
  let more = own.more;
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] ?? '';
    const { lower, notToClient } = headerName(name);
    if (notToClient || named?.has(lower) === true) continue;
    // What the provider tells pages of its own would contradict ours.
    if (own.cors.length > 0 && lower.startsWith('access-control-')) continue;
    // The provider's limits are told by its headers; ours still are by Helicone-RateLimit-* and RateLimit.
    if (more.length > 0 && lower.startsWith(COMMON_LIMITS)) more = withoutCommonLimits(more);
    out.push(name, headers[i + 1] ?? '');
  }
  if (status === 429) out.push('Helicone-RateLimit-Source', 'provider');
  appendOwnHeaders(out, status, more === own.more ? own : { ...own, more });
  return out;
}

/** How OpenAI and those who follow it call them: both we and providers do. */
const COMMON_LIMITS = 'x-ratelimit-';

function withoutCommonLimits(more: readonly string[]): string[] {
  return more.filter((_, i) => !more[i - (i % 2)]?.startsWith(COMMON_LIMITS));
}

export function appendOwnHeaders(
  out: string[],
  status: number,
  { requestId, overheadMs, warnings, more, cors }: OwnHeaders,
): void {
  out.push('Helicone-Id', requestId, 'Helicone-Status', status < 400 ? 'success' : 'failed');
  out.push('Server-Timing', `heliograph;dur=${overheadMs.toFixed(2)}`);
  if (warnings.length > 0) out.push('Helicone-Warning', warningText(warnings));
  if (more.length > 0) out.push(...more);
  if (cors.length > 0) out.push(...cors);
}

/** Longest warning sent; the log keeps all of it. */
const MAX_WARNING = 2_000;

/** Warnings as a header value may hold them: in visible ASCII. */
export function warningText(warnings: readonly string[]): string {
  return warnings
    .join('; ')
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, MAX_WARNING);
}
