import { oc } from '@orpc/contract';
import { z } from 'zod';
import { cacheTrialsSchema } from '../cache-trials.ts';
import { timeRangeSchema } from '../time-range.ts';
import { cacheOccupancySchema, cacheReportSchema, purgeCacheInputSchema } from '../cache.ts';

/** The cache of answers, under /cache. */
export const cacheContract = {
  occupancy: oc
    .route({
      method: 'GET',
      path: '/cache',
      tags: ['Cache'],
      summary: 'How many answers are kept, and how much memory they take',
    })
    .output(cacheOccupancySchema),
  report: oc
    .route({
      method: 'POST',
      path: '/cache/report',
      tags: ['Cache'],
      summary: 'Hits and misses over time, what was saved, and the requests that were answered most often',
    })
    .input(z.strictObject({ timeRange: timeRangeSchema }))
    .output(cacheReportSchema),
  trials: oc
    .route({
      method: 'POST',
      path: '/cache/trials',
      tags: ['Cache'],
      summary: 'What the semantic cache would have served to requests with Helicone-Cache-Semantic: shadow',
    })
    .input(z.strictObject({ timeRange: timeRangeSchema }))
    .output(cacheTrialsSchema),
  purge: oc
    .route({
      method: 'DELETE',
      path: '/cache',
      tags: ['Cache'],
      inputStructure: 'detailed',
      summary: 'Remove answers from the cache',
      description:
        'By key, seed or model (where several are given, all must hold), or all of them with `all=true`. Answers that are on their way meanwhile are not kept.',
    })
    .input(z.object({ query: purgeCacheInputSchema }))
    .output(z.object({ removed: z.number().int() })),
};
