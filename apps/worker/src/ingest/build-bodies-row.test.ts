import { expect, test } from 'vitest';
import { decodeExchange } from '@heliograph/providers/decode-exchange';
import { makeExchange } from '../testing/make-exchange.ts';
import { buildBodiesRow } from './build-bodies-row.ts';

test('headers are kept under lower-case names, repeated ones joined, whatever they are called', () => {
  const exchange = makeExchange({
    requestHeaders: [
      ['X-Note', 'a'],
      ['x-note', 'b'],
      ['constructor', 'c'],
      ['__proto__', 'd'],
    ],
  });
  const { request_headers: headers } = buildBodiesRow(exchange, decodeExchange(exchange));
  expect(Object.entries(headers)).toEqual([
    ['x-note', 'a, b'],
    ['constructor', 'c'],
    ['__proto__', 'd'],
  ]);
});
