import type { CacheFacts } from '@heliograph/contracts/cache-facts';
import { expect, it } from 'vitest';
import { cacheFromColumns, cacheToColumns } from './cache-columns.ts';

const id = '019aa2b4-0000-7000-8000-000000000001';
const miss: CacheFacts = {
  status: 'miss',
  kind: null,
  key: 'a'.repeat(64),
  originalId: null,
  originalLatencyMs: null,
  similarity: null,
  shadow: null,
};
const hit: CacheFacts = { ...miss, status: 'hit', kind: 'exact', originalId: id, originalLatencyMs: 812.5 };

it.each<[string, CacheFacts | null]>([
  ['no part', null],
  ['a miss', miss],
  ['a miss without a key', { ...miss, key: null }],
  ['a hit', hit],
  ['a semantic hit', { ...hit, kind: 'semantic', similarity: 0.96875 }],
  [
    'a trial',
    { ...miss, shadow: { originalId: id, similarity: 0.5, difference: 'numbers', answerSimilarity: 0.25 } },
  ],
  [
    'a trial that would have been served',
    { ...miss, shadow: { originalId: id, similarity: 1, difference: null, answerSimilarity: null } },
  ],
])('%s is the same after having been columns', (_what, facts) => {
  expect(cacheFromColumns(cacheToColumns(facts))).toEqual(facts);
});
