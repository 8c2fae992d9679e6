import { expect, it } from 'vitest';
import { judgeAnswer } from './judge-answer.ts';

const now = Date.parse('2026-11-21T10:00:00Z');

it.each([
  [200, 'delivered'],
  [202, 'delivered'],
  [204, 'delivered'],
  [301, 'dead'],
  [307, 'dead'],
  [400, 'dead'],
  [401, 'dead'],
  [404, 'dead'],
  [410, 'dead'],
  [422, 'dead'],
  [408, 'retry'],
  [425, 'retry'],
  [429, 'retry'],
  [500, 'retry'],
  [503, 'retry'],
])('%i: %s', (status, outcome) => {
  expect(judgeAnswer(status, undefined, now).outcome).toBe(outcome);
});

it.each([
  ['30', 30_000],
  ['1.5', 1_500],
  ['Sat, 21 Nov 2026 10:02:00 GMT', 120_000],
  ['Sat, 21 Nov 2026 09:00:00 GMT', 0],
  ['soon', null],
  ['-1', null],
  ['', null],
  [undefined, null],
])('Retry-After %j asks for %j ms', (header, askedMs) => {
  expect(judgeAnswer(429, header, now)).toMatchObject({ outcome: 'retry', askedMs });
});
