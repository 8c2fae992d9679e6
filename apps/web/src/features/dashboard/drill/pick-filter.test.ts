import { describe, expect, test } from 'vitest';
import { parseFilter } from '@heliograph/contracts/filter-text/parse-filter';
import { pickFilter, pickUrl } from './pick-filter.ts';
import type { Pick } from './pick.ts';

const all: Pick = { span: null, group: {}, metric: null };

test.each([
  [{ metric: 'errors' }, 'outcome:failed'],
  [{ metric: 'cache_hits' }, 'cached:true'],
  [{ metric: 'rate_limited' }, 'status:429'],
  [{ metric: 'unpriced' }, 'unpriced:true'],
  [{ metric: 'ttft' }, 'ttft:*'],
  [{ group: { model: 'gpt-4o mini' } }, 'model:"gpt-4o mini"'],
  [{ group: { user: null } }, '-user:*'],
  [{ group: { feature: 'search' } }, 'property.feature:search'],
  [{ group: { 'property.team': 'a' } }, 'property.team:a'],
  [{ group: { status: '429' } }, 'status:429'],
  [{ group: { status: null } }, 'status:0'],
  [{ group: { status_class: '5xx' } }, 'status:5xx'],
  [{ group: { status_class: null } }, 'status:0'],
  [{ group: { error: 'provider_429' } }, 'error:provider_429'],
  [{ group: { cached: 'false' } }, 'cached:false'],
  [{ group: { latency_bucket: '800..1000' } }, 'latency:>=800 latency:<1000'],
  [{ group: { ttft_bucket: '1000000..' } }, 'ttft:>=1000000'],
  [{ group: {}, except: [{ model: 'a' }, { model: null }] }, '-model:a model:*'],
  [{ group: {}, except: [{ model: 'a', user: 'b' }] }, '-(model:a user:b)'],
] as const)('of %o', (changes, text) => {
  const filter = pickFilter([], { ...all, ...changes });
  expect(filter).toBe(text);
  expect(parseFilter(filter ?? '')).toMatchObject({ ok: true });
});

describe('beside what was filtered before', () => {
  test('alternatives go into brackets', () => {
    expect(pickFilter(['model:a OR model:b', '', 'stream:true'], { ...all, metric: 'errors' })).toBe(
      '(model:a OR model:b) stream:true outcome:failed',
    );
  });
});

test('the address has the stretch of time, else the range as it was chosen', () => {
  const span = { from: Date.parse('2026-11-20T10:00:00Z'), to: Date.parse('2026-11-20T11:00:00Z') };
  const of = (pick: Pick) => new URL(pickUrl('7d', [], pick) ?? '', 'http://localhost').searchParams;
  expect(Object.fromEntries(of({ ...all, span }))).toMatchObject({
    from: '2026-11-20T10:00:00.000Z',
    to: '2026-11-20T11:00:00.000Z',
  });
  expect(of(all).get('range')).toBe('7d');
});

test('more groups than a filter can name have no address', () => {
  const except = Array.from({ length: 300 }, (_, at) => ({ user: `somebody-with-a-long-name-${at}` }));
  expect(pickUrl('7d', [], { ...all, except })).toBeNull();
});
