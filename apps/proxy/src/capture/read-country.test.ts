import { expect, test } from 'vitest';
import { readCountry } from './read-country.ts';

test.each([
  [[], null],
  [['CF-IPCountry', 'JP'], 'JP'],
  [['X-Vercel-IP-Country', 'de'], 'DE'],
  [['CF-IPCountry', 'XX', 'CloudFront-Viewer-Country', 'BR'], 'BR'],
  [['cf-ipcountry', 'T1'], null],
  [['cf-ipcountry', "'; DROP"], null],
  [['X-AppEngine-Country', 'ZZ'], null],
])('%j', (headers, country) => expect(readCountry(headers)).toBe(country));
