import { ClickHouseError } from '@clickhouse/client';
import { expect, test } from 'vitest';
import { isAway } from './is-away.ts';

const answered = (code: string) => new ClickHouseError({ message: 'no', code, type: 'X' });
const socket = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

test.each([
  [socket('ECONNREFUSED'), true],
  [socket('ECONNRESET'), true],
  [new AggregateError([socket('ECONNREFUSED'), socket('ECONNREFUSED')]), true],
  [new Error('Timeout error.'), true],
  [new Error('socket hang up'), true],
  [answered('252'), true],
  [answered('242'), true],
  [answered('469'), false],
  [answered('60'), false],
  [new TypeError('x is undefined'), false],
  ['away', false],
])('%s: %s', (error, away) => expect(isAway(error)).toBe(away));
