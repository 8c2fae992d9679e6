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
    unpriced: z
      .number()
      .int()
      .describe('Of them those without a price: neither in costUsd nor compared, unless none has one'),
    costUsd: z.string().describe('What they cost, decimal USD'),
    providers: z.array(z.string()).describe('Whose models can be tried'),
    alternatives: z
      .array(
        z.object({
          provider: z.string(),
          model: z.string(),
          costUsd: z.string().describe('The same usage at the prices of today'),
          priceRows: z
            .array(z.string())
            .describe('The prices that were used; those of your own price book begin with `custom:`'),
          pricedAsStandard: z
            .boolean()
            .describe(
              'Some of it was of a service tier that the model has no price for: it counts as standard',
            ),
        }),
      )
      .describe('Cheapest first'),
  })
  .meta({ id: 'CostComparison' });
export type CostComparison = z.infer<typeof costComparisonSchema>;

/** For how long a cache is thought to keep answers: to the end of that stretch of time, UTC. */
export const keptFor = ['hour', 'day', 'week', 'month'] as const;
export type KeptFor = (typeof keptFor)[number];

export const findRepeatsInputSchema = z.strictObject({
  ...requestsRangeShape,
  keptFor: z
    .enum(keptFor)
    .default('week')
    .describe('Of identical requests the first of each such stretch of time (UTC) is paid for'),
});

/** What a cache would have saved. */
export const costRepeatsSchema = z
  .object({
    requests: z
      .number()
      .int()
      .describe('Requests that succeeded, had a cost and were not answered from the cache'),
    comparable: z
      .number()
      .int()
      .describe(
        'Of them those that can be compared: with a body that was kept whole, since bodies are hashed',
      ),
    costUsd: z.string().describe('What requests cost, decimal USD'),
    repeated: z
      .number()
      .int()
      .describe('Requests with an identical one before them in the same stretch of time'),
    savedUsd: z.string().describe('What these cost: a cache would have answered them'),
    items: z
      .array(
        z.object({
          hash: z.string().describe('The filter field requestHash finds all of them by it'),
          model: z.string().nullable(),
          preview: z.string().describe('Beginning of what was asked'),
          times: z.number().int().describe('How often it was asked where it was asked more than once'),
          repeated: z.number().int(),
          costUsd: z.string(),
          savedUsd: z.string(),
          lastId: z.uuid().describe('The last such request'),
          lastAt: z.iso.datetime(),
        }),
      )
      .describe('The ten that would have saved most'),
  })
  .meta({ id: 'CostRepeats' });
export type CostRepeats = z.infer<typeof costRepeatsSchema>;
