import { describe, expect, test } from 'vitest';
import { queryAnalyticsInputSchema } from '@heliograph/contracts/analytics';
import { overviewTiles } from '@heliograph/contracts/overview-tiles';
import { createLimiter } from './limiter.ts';
import { planQueries } from './plan-queries.ts';
import { type PageQuery, tileQuestions } from './tile-questions.ts';

const page: PageQuery = {
  timeRange: { from: '2026-11-20T10:00:00.000Z', to: '2026-11-21T10:00:00.000Z' },
  before: { from: '2026-11-19T10:00:00.000Z', to: '2026-11-20T10:00:00.000Z' },
  filter: 'model:a OR model:b',
  interval: 'auto',
  by: null,
  timeZone: 'Europe/Berlin',
};
const questionsOf = (changes: Partial<PageQuery> = {}) =>
  overviewTiles.flatMap((tile) => {
    const { main, totals, mainBefore, totalsBefore } = tileQuestions(tile, { ...page, ...changes });
    return [main, totals, mainBefore, totalsBefore].filter((question) => question !== null);
  });

describe('the questions of the overview', () => {
  test('are such as the API takes', () => {
    for (const question of questionsOf()) {
      expect(queryAnalyticsInputSchema.safeParse(question).error).toBeUndefined();
    }
  });

  test('are few queries: alike ones go together', () => {
    const questions = questionsOf();
    const { queries, places } = planQueries(questions);
    expect(questions.length).toBeGreaterThan(60);
    expect(queries.length).toBeLessThanOrEqual(21);
    for (const query of queries) expect(query.metrics.length).toBeLessThanOrEqual(12);
    for (const [at, { metrics, timeRange, groupBy }] of questions.entries()) {
      const place = places[at];
      const query = queries[place?.query ?? -1];
      expect(place?.columns.map((column) => query?.metrics[column])).toEqual(metrics);
      expect([query?.timeRange, query?.groupBy]).toEqual([timeRange, groupBy]);
    }
  });

  test('tell the busiest groups apart, and those with most of what adds up', () => {
    const { queries } = planQueries(questionsOf({ by: 'model', before: null }));
    const byModel = queries.filter(({ groupBy, interval }) => groupBy[0] === 'model' && interval !== 'none');
    const ordered = byModel.map(({ metrics, orderBy }) => metrics[orderBy.metric]?.metric);
    // All rates and percentiles are in one query, with the requests that say which groups are busy.
    expect(ordered.filter((metric) => metric === 'requests')).toHaveLength(1);
    expect(ordered).toContain('cost');
    expect(ordered).not.toContain('latency');
  });

  test('count those that have the property where they are split by it', () => {
    const tile = overviewTiles.find(({ chart }) => chart === 'bar');
    if (tile === undefined) throw new Error('no bars');
    const { main, totals, mainBefore } = tileQuestions(tile, { ...page, filter: '', by: 'property.My team' });
    expect([main?.filter, totals?.filter]).toEqual([tile.filter, 'property."My team":*']);
    expect(mainBefore?.filter).toBe(totals?.filter);
  });

  test('ask nothing of the period before where it isn’t compared', () => {
    expect(questionsOf({ before: null }).every(({ timeRange }) => timeRange === page.timeRange)).toBe(true);
  });

  test('have the filters of page and tile side by side', () => {
    const [tile] = overviewTiles;
    if (tile === undefined) throw new Error('no tile');
    const { main } = tileQuestions({ ...tile, filter: 'status:5xx' }, page);
    expect(main?.filter).toBe('(model:a OR model:b) status:5xx');
  });
});

describe('a limiter', () => {
  test('runs so many at once, and never what was called off while it waited', async () => {
    const limit = createLimiter(2);
    const running = new Set<string>();
    const began: string[] = [];
    const gates = new Map<string, () => void>();
    const start = (name: string, signal = new AbortController().signal) =>
      limit(async () => {
        began.push(name);
        running.add(name);
        await new Promise<void>((resolve) => gates.set(name, resolve));
        running.delete(name);
        return name;
      }, signal);
    const leaving = new AbortController();
    const [a, b, c, d] = [start('a'), start('b'), start('c', leaving.signal), start('d')];
    await Promise.resolve();
    expect([...running]).toEqual(['a', 'b']);
    leaving.abort(new Error('left'));
    await expect(c).rejects.toThrow('left');
    gates.get('a')?.();
    expect(await a).toBe('a');
    await expect.poll(() => [...running]).toEqual(['b', 'd']);
    gates.get('b')?.();
    gates.get('d')?.();
    await Promise.all([b, d]);
    expect(began).toEqual(['a', 'b', 'd']);
  });

  test('goes on behind what failed', async () => {
    const limit = createLimiter(1);
    const { signal } = new AbortController();
    await expect(limit(() => Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
    expect(await limit(() => Promise.resolve(1), signal)).toBe(1);
  });
});
