/** What a try has come to. */
export type Verdict =
  | { outcome: 'delivered' }
  /** `askedMs`: how long the receiver asks to wait; null where it doesn't say. */
  | { outcome: 'retry'; error: string; askedMs: number | null }
  | { outcome: 'dead'; error: string };

/** Statuses by which a server says: later. Every other 4xx says that the same call will never do. */
const LATER = new Set([408, 425, 429]);

/** Judges an HTTP status; `retryAfter` is that header's value, `now` in ms since 1970. */
export function judgeAnswer(status: number, retryAfter: string | undefined, now: number): Verdict {
  if (status >= 200 && status < 300) return { outcome: 'delivered' };
  const error = `The server answered ${status}`;
  if (status >= 500 || LATER.has(status))
    return { outcome: 'retry', error, askedMs: readRetryAfter(retryAfter, now) };
  if (status >= 300 && status < 400)
    return { outcome: 'dead', error: `${error}, a redirect, which is not followed: give the final URL` };
  return { outcome: 'dead', error };
}

/** RFC 9110 has whole seconds or a date; Discord also gives fractions of seconds. */
function readRetryAfter(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  const seconds = Number(value);
  if (value.trim() !== '' && Number.isFinite(seconds)) return seconds >= 0 ? seconds * 1_000 : null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
