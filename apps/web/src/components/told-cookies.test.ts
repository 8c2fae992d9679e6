import { expect, test } from 'vitest';
import { readTold } from './told-cookies.ts';

const now = Date.parse('2026-11-22T03:00:00Z');
const zone = (value: string) => ({ name: 'told.heliograph.time-zone', value });

test('what a browser told is read, and nothing else of its cookies', () => {
  const told = readTold(
    [
      { name: 'heliograph.session_token', value: 'secret' },
      { name: 'told.heliograph.facets', value: '{"shown":true,"fields":null}' },
      zone('Asia/Kathmandu'),
    ],
    now,
  );
  expect(told).toEqual({
    values: { 'heliograph.facets': '{"shown":true,"fields":null}', 'heliograph.time-zone': 'Asia/Kathmandu' },
    timeZone: 'Asia/Kathmandu',
    now,
  });
});

test('a setting that was too long is known to be there', () => {
  const { values } = readTold([{ name: 'told.heliograph.requests-layout', value: '-' }], now);
  expect(values['heliograph.requests-layout']).toBeNull();
  expect(values['heliograph.facets']).toBeUndefined();
});

test.each(['', 'Europe/Atlantis', '../etc', '-'])('%j is no zone to write times in', (text) => {
  expect(readTold([zone(text)], now).timeZone).toBeNull();
});
