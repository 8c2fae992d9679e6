import { expect, test } from 'vitest';
import { nameCountry } from './name-country.ts';

test.each([
  ['JP', 'Japan'],
  ['DE', 'Germany'],
  ['no code', 'no code'],
  [null, null],
])('%s', (code, name) => expect(nameCountry(code)).toBe(name));
