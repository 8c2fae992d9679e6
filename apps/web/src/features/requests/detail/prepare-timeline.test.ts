import { expect, it } from 'vitest';
import { prepareTimeline, type TimelineAttempt } from './prepare-timeline.ts';

const attempt = (part: Partial<TimelineAttempt>): TimelineAttempt => ({
  provider: 'openai',
  model: null,
  fallbackIndex: null,
  called: true,
  url: 'https://api.openai.com/v1/chat/completions',
  status: 200,
  startedAtMs: 0,
  durationMs: 100,
  error: null,
  next: null,
  ...part,
});
const retry = { kind: 'retry', reason: 'status 503', waitMs: 200 } as const;

it('puts attempts and waits on one scale', () => {
  const { totalMs, entries } = prepareTimeline([
    attempt({ status: 503, next: retry }),
    attempt({ startedAtMs: 300, durationMs: 700 }),
  ]);
  expect(totalMs).toBe(1000);
  expect(entries).toMatchObject([
    {
      tone: 'danger',
      answer: '503',
      stretch: { leftPercent: 0, widthPercent: 10 },
      wait: { leftPercent: 10, widthPercent: 20 },
    },
    { tone: 'success', answer: '200', stretch: { leftPercent: 30, widthPercent: 70 }, wait: null },
  ]);
});

it('tells what failed from what was left out', () => {
  const { entries } = prepareTimeline([
    attempt({ called: false, status: null, durationMs: 0, next: { ...retry, kind: 'fallback', waitMs: 0 } }),
    attempt({ status: null, error: 'could not be reached' }),
    attempt({ error: 'broke its answer off' }),
    attempt({ next: retry }),
  ]);
  expect(entries.map(({ tone, answer }) => [tone, answer])).toEqual([
    ['muted', 'not called'],
    ['danger', 'no answer'],
    ['danger', '200'],
    ['danger', '200'],
  ]);
});

it('stays within its scale, whatever the times', () => {
  expect(prepareTimeline([]).entries).toEqual([]);
  expect(prepareTimeline([attempt({ durationMs: 0 })]).entries[0]?.stretch).toEqual({
    leftPercent: 0,
    widthPercent: 0,
  });
  const last = prepareTimeline([attempt({ next: { ...retry, waitMs: 1e9 } })]).entries[0];
  expect((last?.wait?.leftPercent ?? 0) + (last?.wait?.widthPercent ?? 0)).toBeLessThanOrEqual(100);
});
