import type { Parsed } from './header-values.ts';

/** What a request's Cache-Control says to our cache. */
export interface CacheControl {
  /** How long the answer may be kept, in seconds; null where nothing is said. */
  maxAgeSeconds: number | null;
  /** Not to be kept. */
  noStore: boolean;
  /** Not to be answered from the cache. */
  noCache: boolean;
}

export const noCacheControl: CacheControl = { maxAgeSeconds: null, noStore: false, noCache: false };

/** 365 days, in seconds: longer ages count as this. */
export const MAX_AGE_SECONDS = 31_536_000;

/**
 * Reads a Cache-Control value (RFC 9111). `s-maxage` counts before `max-age`, in whatever order they come;
 * directives that say nothing to us are passed over.
 */
export function parseCacheControl(value: string): Parsed<CacheControl> {
  const read: CacheControl = { ...noCacheControl };
  let shared = false;
  for (const directive of value.split(',')) {
    const [name = '', argument] = directive.trim().toLowerCase().split('=', 2);
    if (name === 'no-store') read.noStore = true;
    else if (name === 'no-cache') read.noCache = true;
    else if (name === 'max-age' || name === 's-maxage') {
      const seconds = /^"?(\d+)"?$/.exec(argument?.trim() ?? '')?.[1];
      if (seconds === undefined) return { ok: false, expected: `${name}= with a whole number of seconds` };
      if (shared && name === 'max-age') continue;
      shared ||= name === 's-maxage';
      read.maxAgeSeconds = Math.min(Number(seconds), MAX_AGE_SECONDS);
    }
  }
  return { ok: true, value: read };
}
