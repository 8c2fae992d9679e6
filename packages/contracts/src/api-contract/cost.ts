import { oc } from '@orpc/contract';
import {
  compareCostInputSchema,
  costComparisonSchema,
  costRepeatsSchema,
  findRepeatsInputSchema,
} from '../cost.ts';

/** What requests would have cost, under /cost. */
export const costContract = {
  compare: oc
    .route({
      method: 'POST',
      path: '/cost/compare',
      tags: ['Analytics'],
      summary: 'Price the usage of a model’s requests by other models',
      description:
        'The same tokens, searches and other units at other prices: what another model would really have used is not known. docs/cost.md says what is left out.',
    })
    .input(compareCostInputSchema)
    .output(costComparisonSchema),
  repeats: oc
    .route({
      method: 'POST',
      path: '/cost/repeats',
      tags: ['Analytics'],
      summary: 'Find what caching would have saved',
      description:
        'Requests that were identical to an earlier one (provider, method, path and body) and paid for all the same. docs/cost.md says how they are counted.',
    })
    .input(findRepeatsInputSchema)
    .output(costRepeatsSchema),
};
