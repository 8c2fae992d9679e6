import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readTarget } from './read-target.ts';

it.each([
  ['/v1/models', { path: '/v1/models', query: '', pathKey: null }],
  ['/v1/models?a=1?b#c', { path: '/v1/models', query: '?a=1?b#c', pathKey: null }],
  ['/sk-helicone-abc/v1/models?x', { path: '/v1/models', query: '?x', pathKey: 'sk-helicone-abc' }],
  ['/sk-helicone-abc', { path: '/', query: '', pathKey: 'sk-helicone-abc' }],
  ['http://evil.example/v1/x?y', { path: '/v1/x', query: '?y', pathKey: null }],
  ['https://evil.example', { path: '/', query: '', pathKey: null }],
  ['*', { path: '*', query: '', pathKey: null }],
])('takes %s apart', (target, expected) => {
  expect(readTarget(target)).toEqual(expected);
});

it('loses nothing of an ordinary target', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (rest) => {
      const target = `/v1/${rest}`;
      const { path, query } = readTarget(target);
      expect(path + query).toBe(target);
    }),
  );
});
