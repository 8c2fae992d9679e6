import { describe, expect, it } from 'vitest';
import { formatAbsoluteTime, formatDate, formatRelativeTime } from './format-time.ts';

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
    expect(formatAbsoluteTime(now, 'UTC')).toBe('Nov 21, 2026, 12:00:00 UTC');
    expect(formatAbsoluteTime(now, 'Asia/Kolkata')).toBe('Nov 21, 2026, 17:30:00 GMT+5:30');
  });
});
