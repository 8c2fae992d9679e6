import { z } from 'zod';
import { requestsRangeShape } from './time-range.ts';

/** Models beside which usage is priced. */
export const MOST_ALTERNATIVES = 20;

export const compareCostInputSchema = z.strictObject({
  ...requestsRangeShape,
  provider: z.string().min(1).max(200).describe('Of the requests that are priced anew'),
  model: z.string().min(1).max(400).describe('As it answered them'),
  among: z.string().max(200).optional().describe('The provider whose models are tried; left out: the same'),
});

/** What the usage of one model's requests would have cost with other models. */
export const costComparisonSchema = z
  .object({
    requests: z.number().int().describe('Requests of the model that were not answered from the cache'),
    unpriced: z.number().int().describe('Of them those without a price: they are not in costUsd'),
    costUsd: z.string().describe('What they cost, decimal USD'),
    providers: z.array(z.string()).describe('Whose models can be tried'),
    alternatives: z
      .array(
        z.object({
          provider: z.string(),
          model: z.string(),
          costUsd: z
            .string()
            .describe(
              'The same usage at the price of today, for the shortest prompts where it depends on them',
            ),
          priceRow: z.string().describe('The price that was used'),
        }),
      )
      .describe('Cheapest first'),
  })
  .meta({ id: 'CostComparison' });
export type CostComparison = z.infer<typeof costComparisonSchema>;
