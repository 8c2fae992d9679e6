import { describe, expect, it } from 'vitest';
import { parseCacheControl } from './cache-control.ts';

const none = { maxAgeSeconds: null, noStore: false, noCache: false };

describe('parseCacheControl', () => {
  it.each([
    ['', none],
    ['max-age=60', { ...none, maxAgeSeconds: 60 }],
    ['Max-Age="60", public', { ...none, maxAgeSeconds: 60 }],
    ['max-age=60, s-maxage=5', { ...none, maxAgeSeconds: 5 }],
    ['s-maxage=5, max-age=60', { ...none, maxAgeSeconds: 5 }],
    ['max-age=0', { ...none, maxAgeSeconds: 0 }],
    ['max-age=99999999999', { ...none, maxAgeSeconds: 31_536_000 }],
    ['no-store', { ...none, noStore: true }],
    ['no-cache, max-age=1', { ...none, noCache: true, maxAgeSeconds: 1 }],
    ['private, must-revalidate, stale-while-revalidate=5', none],
  ])('reads %j', (value, expected) => {
    expect(parseCacheControl(value)).toEqual({ ok: true, value: expected });
  });

  it.each(['max-age', 'max-age=', 'max-age=-1', 'max-age=soon', 's-maxage=1.5'])('refuses %j', (value) => {
    expect(parseCacheControl(value).ok).toBe(false);
  });
});
