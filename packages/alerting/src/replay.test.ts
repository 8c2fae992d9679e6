import { expect, it } from 'vitest';
import type { AlertCondition } from '@heliograph/contracts/alerts';
import { planReplay, replay } from './replay.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const to = Date.parse('2026-11-20T12:00:00Z');
const from = to - 7 * DAY;
const timing = { forMs: 0, cooldownMs: 0, renotifyMs: null, noData: 'resolve' } as const;
const above = (value: number): AlertCondition => ({ kind: 'threshold', direction: 'above', value });
const rule = {
  metric: { metric: 'cost', aggregation: 'sum' },
  window: { kind: 'rolling', minutes: 60 },
  ...{ timezone: 'UTC', minimumRequests: 0, hysteresisPercent: 0 },
} as const;

it.each([
  [{ kind: 'rolling', minutes: 1 }, 1, 1],
  [{ kind: 'rolling', minutes: 7 }, 1, 7],
  [{ kind: 'rolling', minutes: 5 }, 5, 1],
  [{ kind: 'rolling', minutes: 60 }, 5, 12],
  [{ kind: 'rolling', minutes: 1_440 }, 15, 96],
  [{ kind: 'rolling', minutes: 43_200 }, 60, 720],
  [{ kind: 'today' }, 5, 1],
] as const)('a window of %j is looked at every %d minutes', (window, minutes, windowSteps) => {
  const plan = planReplay({ window, condition: above(1) }, from, to);
  expect(plan).toMatchObject({ stepMs: minutes * MINUTE, windowSteps });
});

it('counts how often and how long the rule would have fired', () => {
  const points = Array.from({ length: 12 }, (_, at) => ({
    time: from + (at + 1) * 5 * MINUTE,
    value: [1, 9, 9, 1, 1, 9][at % 6] ?? 0,
    requests: 10,
  }));
  const seen = replay({ ...rule, condition: above(5) }, timing, points, from);
  expect(seen.fired).toBe(4);
  expect(seen.firingMs).toBe(5 * MINUTE * 5);
  expect(seen.points.map(({ status }) => status).slice(0, 4)).toEqual(['ok', 'firing', 'firing', 'ok']);
});

it('adds a day up from midnight on', () => {
  const steps = Array.from({ length: 8 * 24 }, (_, hour) => ({
    time: from - DAY + (hour + 1) * 60 * MINUTE,
    value: 1,
    requests: 1,
  }));
  const seen = replay({ ...rule, window: { kind: 'today' }, condition: above(20) }, timing, steps, from);
  expect(seen.fired).toBe(7);
  const noon = seen.points.find(({ time }) => time === from + DAY);
  expect(noon?.value).toBe(12);
});

it('compares with the same time of the days before', () => {
  const condition: AlertCondition = { kind: 'anomaly', direction: 'above', deviations: 4 };
  const { historyFrom, stepMs } = planReplay({ ...rule, condition }, from, to);
  expect(from - historyFrom).toBeGreaterThanOrEqual(14 * DAY);
  const points = [];
  for (let time = historyFrom + stepMs; time <= to; time += stepMs)
    points.push({ time, value: time === to - DAY ? 500 : 100 + (time % 7), requests: 50 });
  expect(replay({ ...rule, condition }, timing, points, from).fired).toBe(1);
});
