import { z } from 'zod';

/** One request of the semantic cache's shadow mode: what would have been served, and what the provider said. */
export const cacheTrialSchema = z.object({
  requestId: z.uuid(),
  at: z.iso.datetime(),
  model: z.string().nullable(),
  requestPreview: z.string(),
  originalId: z.uuid().describe('The request whose answer would have been served'),
  similarity: z.number().describe('Cosine of the two questions'),
  difference: z
    .string()
    .nullable()
    .describe(
      'What tells the questions apart, such as numbers; null where the answer would have been served',
    ),
  answerSimilarity: z
    .number()
    .nullable()
    .describe(
      'Wording that both answers share: 1 where they say the same, else the share of words in common; null where one could not be read',
    ),
});
export type CacheTrial = z.infer<typeof cacheTrialSchema>;

/** The newest trials of a time range; those that found nothing similar are left out. */
export const cacheTrialsSchema = z
  .object({
    total: z.number().int().describe('In the time range, beyond those listed'),
    items: z.array(cacheTrialSchema).describe('The newest, at most 1,000'),
  })
  .meta({ id: 'CacheTrials' });
export type CacheTrials = z.infer<typeof cacheTrialsSchema>;
