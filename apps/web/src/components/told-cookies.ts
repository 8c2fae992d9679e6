/** Beginning of the names of cookies in which a browser tells how its pages look. */
export const TOLD_PREFIX = 'told.';
export const ZONE = 'heliograph.time-zone';
/** In place of a setting that is too long for a cookie. */
export const TOO_LONG = '-';

/** What a browser has told the server with the request for a page. */
export interface Told {
  /** Settings by the names under which the browser keeps them; null for one that is there but was too long. */
  values: Readonly<Record<string, string | null>>;
  /** IANA name; null where it isn't known. */
  timeZone: string | null;
  /** Milliseconds since 1970 when the page was made; null where no page was made. */
  now: number | null;
}

/** Reads what was told. `cookies` have their values decoded. */
export function readTold(cookies: readonly { name: string; value: string }[], now = Date.now()): Told {
  const values: Record<string, string | null> = {};
  for (const { name, value } of cookies) {
    if (name.startsWith(TOLD_PREFIX))
      values[name.slice(TOLD_PREFIX.length)] = value === TOO_LONG ? null : value;
  }
  const zone = values[ZONE] ?? null;
  return { values, timeZone: zone !== null && isTimeZone(zone) ? zone : null, now };
}

/** Whether this engine knows the zone; formatting in another one would throw. */
function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
