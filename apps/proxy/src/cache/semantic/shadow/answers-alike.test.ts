import { expect, it } from 'vitest';
import { answersAlike } from './answers-alike.ts';

it.each([
  ['The capital is Paris.', 'the capital is  paris', 1],
  ['', ' ', 1],
  ['?', '!', 0],
  ['', 'Paris', 0],
  ['Paris', 'London', 0],
  ['It is Paris', 'It is London', 2 / 3],
  ['yes yes yes', 'yes', 0.5],
  ['a beats b', 'b beats a', 0.99],
  ['{"a": 1}', '{ "a" : 1 }', 1],
  ['巴黎', '巴黎。', 1],
])('%j and %j are alike at %d', (a, b, expected) => {
  expect(answersAlike(a, b)).toBeCloseTo(expected, 5);
  expect(answersAlike(b, a)).toBeCloseTo(expected, 5);
});
