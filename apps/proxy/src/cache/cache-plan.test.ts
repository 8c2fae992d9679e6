import { parseHeaders } from '@heliograph/headers/parse-headers';
import { createRouter } from '@heliograph/providers/match-route';
import { describe, expect, it } from 'vitest';
import { planCaching, wantsCache } from './cache-plan.ts';

const router = createRouter();
const headersOf = (headers: Record<string, string>) => parseHeaders(Object.entries(headers).flat()).control;
const on = { 'Helicone-Cache-Enabled': 'true' };

function plan(headers: Record<string, string>, path = '/v1/chat/completions', body = '{}', method = 'POST') {
  const route = router.match({ method, host: 'x', path, targetUrl: null, openaiApiBase: null });
  const control = headersOf({ ...on, ...headers });
  return planCaching(control, route, method, { content: Buffer.from(body), contentLength: null });
}

it.each([
  [{}, false],
  [{ 'Helicone-Cache-Enabled': 'false' }, false],
  [on, true],
  [{ 'Helicone-Cache-Read': 'true' }, true],
  [{ 'Helicone-Cache-Save': 'true' }, true],
  [{ 'Helicone-Cache-Save': 'false', 'Helicone-Cache-Seed': 's', 'Cache-Control': 'max-age=1' }, false],
])('%j wants the cache: %s', (headers, wanted) => expect(wantsCache(headersOf(headers))).toBe(wanted));

it.each([
  [{}, true, true],
  [{ 'Helicone-Cache-Read': 'false' }, false, true],
  [{ 'Helicone-Cache-Save': 'false' }, true, false],
  [{ 'Helicone-Cache-Enabled': 'false', 'Helicone-Cache-Read': 'true' }, true, false],
  [{ 'Cache-Control': 'no-store' }, true, false],
  [{ 'Cache-Control': 'no-cache' }, false, true],
  [{ 'Cache-Control': 'no-cache, no-store' }, false, false],
  [{ 'Cache-Control': 'max-age=0' }, false, false],
])('%j reads: %s, saves: %s', (headers, read, save) => {
  expect(plan(headers).plan).toMatchObject({ read, save });
});

it.each([
  [undefined, 604_800],
  ['max-age=60', 60],
  ['max-age=60, s-maxage=30', 30],
  ['max-age=99999999999', 31_536_000],
])('Cache-Control %s keeps for %i s', (control, seconds) => {
  expect(plan(control === undefined ? {} : { 'Cache-Control': control }).plan?.ttlMs).toBe(seconds * 1000);
});

describe('a bucket', () => {
  it.each([
    [undefined, undefined, 1, null],
    ['1', undefined, 1, null],
    ['20', undefined, 20, null],
    ['21', undefined, 1, 21],
    ['1000', undefined, 1, 1000],
    ['20', 'capacity', 1, 20],
    ['21', 'variety', 21, null],
    [undefined, 'capacity', 1, 1],
  ])('of size %s, mode %s', (size, mode, bucketSize, capacity) => {
    const headers = {
      ...(size === undefined ? {} : { 'Helicone-Cache-Bucket-Max-Size': size }),
      ...(mode === undefined ? {} : { 'Helicone-Cache-Bucket-Mode': mode }),
    };
    expect(plan(headers).plan).toMatchObject({ bucketSize, capacity });
  });
});

describe('calls', () => {
  it.each([
    ['/v1/chat/completions'],
    ['/v1/embeddings'],
    ['/v1/moderations'],
    ['/v1/messages'],
    ['/v1/messages/count_tokens'],
    ['/google/v1beta/models/gemini-2.5-flash:streamGenerateContent'],
    ['/v1/audio/transcriptions'],
  ])('%s are cached', (path) => expect(plan({}, path).plan).not.toBeNull());

  it.each([
    ['GET', '/v1/chat/completions', ''],
    ['POST', '/v1/files', '{}'],
    ['POST', '/v1/fine_tuning/jobs', '{}'],
    ['POST', '/v1/batches', '{}'],
    ['POST', '/v1/responses', '{"background":true}'],
    ['POST', '/v1/responses', '{"conversation":{"id":"c"}}'],
  ])('%s %s %s are not', (method, path, body) => {
    expect(plan({}, path, body, method)).toEqual({
      plan: null,
      warning: expect.stringMatching(/^not cached: /) as string,
    });
  });

  it('of the Responses API are, where they say outright that they have no effects', () => {
    expect(plan({}, '/v1/responses', '{"background":false,"conversation":null}').plan).not.toBeNull();
  });

  it('whose bodies are to be written nowhere are read for, not kept', () => {
    const { plan: omitting, warning } = plan({ 'Helicone-Omit-Request': 'true' });
    expect(omitting).toMatchObject({ read: true, save: false, logsKey: false });
    expect(warning).toContain('not kept in the cache');
    expect(plan({ 'Helicone-Omit-Response': 'true' }).plan).toMatchObject({ save: false, logsKey: true });
  });
});
