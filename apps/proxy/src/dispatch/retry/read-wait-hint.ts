import { headerValue } from '../../respond/header-value.ts';

/** An HTTP date (RFC 9110 §5.6.7); anything else that Date.parse would make something of is none. */
const HTTP_DATE = /^[A-Z][a-z]{2,8}(?:, | [A-Z][a-z]{2} )/;
const SECONDS = /^\d{1,12}(?:\.\d+)?$/;
const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|h|m|s))+$/;
const DURATION_PART = /(\d+(?:\.\d+)?)(ms|h|m|s)/g;
const UNIT_MS: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };
const RESET = 'x-ratelimit-reset';
const REMAINING = 'x-ratelimit-remaining';
/** Numbers above these are instants: seconds and milliseconds since the epoch. */
const EPOCH_SECONDS = 1e9;
const EPOCH_MS = 1e12;

/**
 * How long a provider asks to be left alone, ms; null where it doesn't say so. Read from `retry-after-ms`,
 * `x-ms-retry-after-ms` (Azure), `Retry-After` (seconds, decimals, HTTP date) and, of a 429 alone, from
 * `x-ratelimit-reset-*` (OpenAI: `6m0s`). `now` is in ms since the epoch.
 */
export function readWaitHint(status: number, headers: readonly string[], now: number): number | null {
  for (const name of ['retry-after-ms', 'x-ms-retry-after-ms']) {
    const value = headerValue(headers, name)?.trim() ?? '';
    if (SECONDS.test(value)) return Number(value);
  }
  return readRetryAfter(headers, now) ?? (status === 429 ? readResets(headers, now) : null);
}

function readRetryAfter(headers: readonly string[], now: number): number | null {
  const value = headerValue(headers, 'retry-after')?.trim() ?? '';
  if (SECONDS.test(value)) return Number(value) * 1000;
  const at = readDate(value);
  if (at === null) return null;
  // By the clock of who wrote it, where it says what that shows.
  return Math.max(0, at - (readDate(headerValue(headers, 'date') ?? '') ?? now));
}

function readDate(text: string): number | null {
  const at = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

/** The reset of the limit that is used up; where none says that it is, the earliest. */
function readResets(headers: readonly string[], now: number): number | null {
  const usedUp: number[] = [];
  const all: number[] = [];
  for (let i = 0; i < headers.length; i += 2) {
    const name = (headers[i] ?? '').toLowerCase();
    if (!name.startsWith(RESET)) continue;
    const ms = readReset((headers[i + 1] ?? '').trim(), now);
    if (ms === null) continue;
    all.push(ms);
    const remaining = headerValue(headers, REMAINING + name.slice(RESET.length));
    if (remaining !== null && Number(remaining) <= 0) usedUp.push(ms);
  }
  if (usedUp.length > 0) return Math.max(...usedUp);
  return all.length > 0 ? Math.min(...all) : null;
}

/** `6m0s`, `120ms`, seconds, or an instant. */
function readReset(text: string, now: number): number | null {
  if (DURATION.test(text)) {
    let ms = 0;
    for (const [, amount, unit] of text.matchAll(DURATION_PART))
      ms += Number(amount) * (UNIT_MS[unit ?? ''] ?? 0);
    return ms;
  }
  const number = /^\d{1,15}(?:\.\d+)?$/.test(text) ? Number(text) : null;
  if (number === null) return null;
  if (number >= EPOCH_MS) return Math.max(0, number - now);
  return number >= EPOCH_SECONDS ? Math.max(0, number * 1000 - now) : number * 1000;
}
