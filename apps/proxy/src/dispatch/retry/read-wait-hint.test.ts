import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWaitHint } from './read-wait-hint.ts';

const NOW = Date.parse('Sat, 21 Nov 2026 12:00:00 GMT');
const read = (headers: Record<string, string>, status = 429) =>
  readWaitHint(status, Object.entries(headers).flat(), NOW);

describe('the wait that a provider asks for', () => {
  it.each([
    ['seconds', { 'Retry-After': '2' }, 2_000],
    ['decimals', { 'retry-after': '0.25' }, 250],
    ['a date', { 'retry-after': 'Sat, 21 Nov 2026 12:00:03 GMT' }, 3_000],
    ['a date of RFC 850', { 'retry-after': 'Saturday, 21-Nov-26 12:00:03 GMT' }, 3_000],
    ['a date that is past', { 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }, 0],
    [
      'a date by the clock of a provider that goes wrong by an hour',
      { 'retry-after': 'Sat, 21 Nov 2026 13:00:04 GMT', date: 'Sat, 21 Nov 2026 13:00:00 GMT' },
      4_000,
    ],
    ['milliseconds before seconds', { 'retry-after': '9', 'retry-after-ms': '120.5' }, 120.5],
    ['Azure’s milliseconds', { 'x-ms-retry-after-ms': '77' }, 77],
    [
      'the limit that is used up',
      {
        'x-ratelimit-remaining-requests': '3',
        'x-ratelimit-reset-requests': '1s',
        'x-ratelimit-remaining-tokens': '0',
        'x-ratelimit-reset-tokens': '6m0s',
      },
      360_000,
    ],
    [
      'the earliest reset where none is used up',
      {
        'x-ratelimit-reset-requests': '1h2m3.5s',
        'x-ratelimit-reset-tokens': '120ms',
      },
      120,
    ],
    ['a reset in seconds', { 'x-ratelimit-reset': '30' }, 30_000],
    ['a reset in seconds since the epoch', { 'x-ratelimit-reset': String(NOW / 1000 + 5) }, 5_000],
    ['a reset in milliseconds since the epoch', { 'x-ratelimit-reset': String(NOW + 5) }, 5],
  ])('may be %s', (_what, headers, ms) => {
    expect(read(headers as Record<string, string>)).toBe(ms);
  });

  it.each([
    ['nothing', {}],
    ['no number', { 'retry-after': 'soon' }],
    ['what is no date', { 'retry-after': 'May 5' }],
    ['a negative one', { 'retry-after': '-1' }],
    ['a broken duration', { 'x-ratelimit-reset-requests': '5 apples' }],
  ])('is unknown with %s', (_what, headers) => {
    expect(read(headers as Record<string, string>)).toBeNull();
  });

  it('is not read from the state of a limit where the call failed for another reason', () => {
    expect(read({ 'x-ratelimit-reset-requests': '6m0s' }, 503)).toBeNull();
  });

  it('is a time or unknown, whatever the headers hold', () => {
    const name = fc.constantFrom(
      'retry-after',
      'retry-after-ms',
      'x-ms-retry-after-ms',
      'x-ratelimit-reset-tokens',
    );
    const value = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.date().map(String),
      fc.nat().map((n) => `${n}ms`),
    );
    fc.assert(
      fc.property(name, value, (header, text) => {
        const ms = read({ [header]: text });
        expect(ms === null || (Number.isFinite(ms) && ms >= 0)).toBe(true);
      }),
    );
  });
});
