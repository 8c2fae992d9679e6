import { describe, expect, it } from 'vitest';
import { isRepeatable, mayPass } from './may-pass.ts';

it('408, 409, 425, 429 and 5xx bar 501 may pass', () => {
  const passing = Array.from({ length: 600 }, (_, status) => status).filter(mayPass);
  expect(passing.slice(0, 6)).toEqual([408, 409, 425, 429, 500, 502]);
  expect(passing).toHaveLength(4 + 99);
});

describe('a call', () => {
  it.each([
    ['POST', '/v1/chat/completions'],
    ['POST', '/v1/messages'],
    ['POST', '/v1/embeddings'],
    ['POST', '/v1beta/models/gemini-2.5-pro:batchless'],
    ['GET', '/v1/files'],
    ['DELETE', '/v1/files/file-1'],
    ['POST', '/v1/profiles'],
  ])('%s %s may be repeated', (method, path) => {
    expect(isRepeatable(method, path, false)).toBe(true);
  });

  it.each([
    '/v1/files',
    '/v1/fine_tuning/jobs',
    '/v1/batches',
    '/v1/messages/batches',
    '/v1/images/generations',
    '/v1/threads/t/runs',
    '/v1beta/models/veo-3:predictLongRunning',
    '/v1beta/models/gemini-2.5-pro:batchGenerateContent',
  ])('POST %s only with an Idempotency-Key', (path) => {
    expect(isRepeatable('POST', path, false)).toBe(false);
    expect(isRepeatable('POST', path, true)).toBe(true);
  });
});
