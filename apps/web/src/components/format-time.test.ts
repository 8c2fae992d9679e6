import { describe, expect, it } from 'vitest';
import { formatAbsoluteTime, formatDate, formatListTime, formatRelativeTime } from './format-time.ts';

const now = Date.parse('2026-11-21T12:00:00.000Z');
const minutes = (count: number): number => count * 60_000;

describe('formatRelativeTime', () => {
  it.each([
    [0, 'just now'],
    [-30_000, 'just now'],
    [59_999, '59s ago'],
    [minutes(1), '1m ago'],
    [minutes(59.9), '59m ago'],
    [minutes(60), '1h ago'],
    [minutes(24 * 60), '1d ago'],
    [minutes(29 * 24 * 60), '29d ago'],
  ])('tells %d ms as %s', (age, text) => {
    expect(formatRelativeTime(now - age, now)).toBe(text);
  });

  it('gives the date of what lies far back or ahead', () => {
    const longAgo = now - minutes(40 * 24 * 60);
    const ahead = now + minutes(3 * 24 * 60);
    expect(formatRelativeTime(longAgo, now)).toBe(formatDate(longAgo));
    expect(formatRelativeTime(ahead, now)).toBe(formatDate(ahead));
  });
});

describe('formatAbsoluteTime', () => {
  it('names the zone', () => {
    expect(formatAbsoluteTime(now, { timeZone: 'UTC' })).toBe('Nov 21, 2026, 12:00:00 UTC');
    expect(formatAbsoluteTime(now, { timeZone: 'Asia/Kolkata' })).toBe('Nov 21, 2026, 17:30:00 GMT+5:30');
  });

  it('tells milliseconds where they are asked for', () => {
    const time = Date.parse('2026-11-20T23:30:07.412Z');
    const show = (timeZone: string) => formatAbsoluteTime(time, { timeZone, milliseconds: true });
    expect(show('UTC')).toBe('Nov 20, 2026, 23:30:07.412 UTC');
    expect(show('Asia/Tokyo')).toBe('Nov 21, 2026, 08:30:07.412 GMT+9');
  });
});

describe('formatListTime', () => {
  it('names the day only where it is not today in the zone of the viewer', () => {
    const time = Date.parse('2026-11-20T23:30:07.412Z');
    const today = Date.parse('2026-11-21T00:10:00Z');
    expect(formatListTime(time, today, 'UTC')).toBe('Nov 20 23:30:07');
    expect(formatListTime(time, today, 'Asia/Tokyo')).toBe('08:30:07');
  });
});
