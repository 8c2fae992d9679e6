import { expect, test } from 'vitest';
import type { RequestDetail } from '@heliograph/contracts/request';
import { prepareLatency } from './prepare-latency.ts';

const attempt = (
  startedAtMs: number,
  durationMs: number,
  called = true,
): RequestDetail['attempts'][number] => ({
  provider: 'openai',
  model: null,
  fallbackIndex: null,
  called,
  url: 'https://api.openai.com/v1/chat/completions',
  status: 200,
  startedAtMs,
  durationMs,
  error: null,
  next: null,
});
const base = { latencyMs: 1_000, timeToFirstByteMs: 400, proxyOverheadMs: 10, stream: true, cacheHit: false };
const shares = (part: Partial<Parameters<typeof prepareLatency>[0]>) =>
  prepareLatency({ ...base, attempts: [attempt(10, 990)], ...part }).map(({ label, ms }) => [label, ms]);

test('one call: proxy, wait, stream', () => {
  expect(shares({})).toEqual([
    ['Proxy', 10],
    ['Waiting for first byte', 390],
    ['Streaming', 600],
  ]);
  expect(shares({ stream: false }).at(-1)).toEqual(['Receiving', 600]);
});

test('attempts that failed and the waits between have a share of their own', () => {
  expect(shares({ attempts: [attempt(10, 40), attempt(60, 0, false), attempt(250, 750)] })).toEqual([
    ['Proxy', 10],
    ['Earlier attempts', 240],
    ['Waiting for first byte', 150],
    ['Streaming', 600],
  ]);
});

test('an answer out of the cache, and none at all', () => {
  expect(shares({ cacheHit: true, attempts: [], timeToFirstByteMs: 3, latencyMs: 4 })).toEqual([
    ['Proxy and cache', 3],
    ['Streaming', 1],
  ]);
  expect(shares({ timeToFirstByteMs: null })).toEqual([
    ['Proxy', 10],
    ['Waiting for first byte', 990],
  ]);
});

test('clocks that disagree never make a share of less than nothing, and shares add up', () => {
  for (const part of [
    { proxyOverheadMs: 2_000 },
    { timeToFirstByteMs: 5_000 },
    { attempts: [attempt(0, 5), attempt(3_000, 5)] },
    { latencyMs: 0 },
  ]) {
    const found = prepareLatency({ ...base, attempts: [attempt(10, 990)], ...part });
    const total = found.reduce((sum, { ms }) => sum + ms, 0);
    expect(total).toBeCloseTo('latencyMs' in part ? 0 : 1_000);
    expect(found.every(({ ms }) => ms > 0)).toBe(true);
  }
});
