import { oc } from '@orpc/contract';
import { analyticsResultSchema, queryAnalyticsInputSchema } from '../analytics.ts';

/** Metrics over requests, under /analytics. */
export const analyticsContract = {
  query: oc
    .route({
      method: 'POST',
      path: '/analytics/query',
      tags: ['Analytics'],
      summary: 'Metrics of requests over time and by group',
      description:
        'Counts and sums are those of the requests themselves, to the last digit, wherever they are read from. Percentiles are estimates: docs/analytics.md says how good.',
    })
    .input(queryAnalyticsInputSchema)
    .output(analyticsResultSchema),
};
