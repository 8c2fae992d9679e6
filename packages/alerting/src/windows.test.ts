import { describe, expect, it } from 'vitest';
import type { AlertCondition, AlertWindow } from '@heliograph/contracts/alerts';
import { startOf } from './calendar.ts';
import { intervalOf, isInMaintenance, isMuted, nextEvaluation } from './timing.ts';
import { rangesOf, toSample } from './windows.ts';

const at = Date.parse('2026-11-20T12:30:00Z');
const threshold: AlertCondition = { kind: 'threshold', direction: 'above', value: 1 };
const hour: AlertWindow = { kind: 'rolling', minutes: 60 };
const iso = (window: AlertWindow, condition: AlertCondition, timezone = 'UTC', when = at) =>
  rangesOf({ window, condition, timezone }, when).map(({ from, to }) =>
    [from, to].map((time) => new Date(time).toISOString().slice(5, 16)).join(' '),
  );

describe('the ranges of a rule', () => {
  it('are its window and what it is compared with', () => {
    expect(iso(hour, threshold)).toEqual(['11-20T11:30 11-20T12:30']);
    const change = { kind: 'change', direction: 'above', percent: 50 } as const;
    expect(iso(hour, { ...change, against: 'previous_period' })).toEqual([
      '11-20T11:30 11-20T12:30',
      '11-20T10:30 11-20T11:30',
    ]);
    expect(iso(hour, { ...change, against: 'same_time_last_week' })[1]).toBe('11-13T11:30 11-13T12:30');
    const days = iso(hour, { kind: 'anomaly', direction: 'both', deviations: 4 });
    expect(days).toHaveLength(15);
    expect(days[14]).toBe('11-06T11:30 11-06T12:30');
  });

  it('follow the calendar of a time zone', () => {
    expect(iso({ kind: 'today' }, threshold)).toEqual(['11-20T00:00 11-20T12:30']);
    expect(iso({ kind: 'today' }, threshold, 'Europe/Berlin')).toEqual(['11-19T23:00 11-20T12:30']);
    expect(iso({ kind: 'today' }, threshold, 'America/New_York')).toEqual(['11-20T05:00 11-20T12:30']);
    expect(iso({ kind: 'month' }, threshold, 'America/New_York')).toEqual(['11-01T04:00 11-20T12:30']);
  });

  it('knows the days on which clocks change', () => {
    const startIn = (zone: string, day: string) =>
      new Date(startOf('day', Date.parse(day), zone)).toISOString();
    expect(startIn('Europe/Berlin', '2026-03-29T12:00:00Z')).toBe('2026-03-28T23:00:00.000Z');
    expect(startIn('Europe/Berlin', '2026-10-25T12:00:00Z')).toBe('2026-10-24T22:00:00.000Z');
    expect(startIn('Asia/Kathmandu', '2026-10-25T12:00:00Z')).toBe('2026-10-24T18:15:00.000Z');
  });

  it('carry the pace of the last seven days on to the end of the month', () => {
    const budget: AlertCondition = { kind: 'budget', basis: 'forecast', usd: 100, percent: 100 };
    const question = { window: { kind: 'month' }, condition: budget, timezone: 'UTC' } as const;
    expect(iso(question.window, budget)).toEqual(['11-13T12:30 11-20T12:30', '11-01T00:00 11-13T12:30']);
    const half = Date.parse('2026-11-24T00:00:00Z');
    const values = [
      { value: 14, requests: 7 },
      { value: 20, requests: 3 },
    ];
    // 34 spent, 2 a day, 7 days left.
    expect(toSample(question, half, values)).toMatchObject({ value: 34, requests: 10, forecast: 48 });
    // On the 3rd: 14 this month, 34 in seven days, 28 days left.
    const early = Date.parse('2026-11-03T00:00:00Z');
    expect(toSample(question, early, values)).toMatchObject({ value: 14, forecast: 14 + (34 / 7) * 28 });
  });
});

describe('when a rule is evaluated', () => {
  it('has its own place in the minute, the same everywhere', () => {
    const interval = intervalOf({ window: hour });
    const places = new Set<number>();
    for (let rule = 0; rule < 500; rule++) {
      const next = nextEvaluation(at, interval, `rule ${rule}`);
      expect(next).toBeGreaterThan(at);
      expect(next - at).toBeLessThanOrEqual(interval);
      expect(nextEvaluation(next, interval, `rule ${rule}`)).toBe(next + interval);
      places.add(Math.floor((next % interval) / 5_000));
    }
    expect(places.size).toBe(12);
  });

  it('is less often where the window is long', () => {
    expect(intervalOf({ window: { kind: 'rolling', minutes: 1_441 } })).toBe(300_000);
    expect(intervalOf({ window: { kind: 'rolling', minutes: 43_200 } })).toBe(900_000);
    expect(intervalOf({ window: { kind: 'today' } })).toBe(60_000);
  });

  it('is muted while snoozed and in windows of maintenance that are for it', () => {
    const rule = { id: 'a', snoozedUntil: null };
    const nightly = {
      startsAt: '2026-11-01T02:00:00Z',
      endsAt: '2026-11-01T03:00:00Z',
      repeats: 'daily',
      ruleIds: [] as string[],
    } as const;
    const night = Date.parse('2026-11-20T02:59:59Z');
    expect(isInMaintenance(nightly, night)).toBe(true);
    expect(isInMaintenance(nightly, night + 1_000)).toBe(false);
    expect(isInMaintenance({ ...nightly, repeats: 'never' }, night)).toBe(false);
    expect(isMuted(rule, [nightly], night)).toBe(true);
    expect(isMuted(rule, [{ ...nightly, ruleIds: ['b'] }], night)).toBe(false);
    expect(isMuted({ ...rule, snoozedUntil: '2026-11-20T03:00:00Z' }, [], night)).toBe(true);
    expect(isMuted({ ...rule, snoozedUntil: '2026-11-20T02:00:00Z' }, [], night)).toBe(false);
  });
});
