import { oc } from '@orpc/contract';
import { compareCostInputSchema, costComparisonSchema } from '../cost.ts';

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
};
