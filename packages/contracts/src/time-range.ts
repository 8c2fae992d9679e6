import { z } from 'zod';
import { filterInputSchema } from './filter.ts';

export const timeRangeSchema = z
  .strictObject({
    from: z.iso.datetime({ offset: true }).describe('Inclusive, ISO 8601'),
    to: z.iso.datetime({ offset: true }).describe('Exclusive, ISO 8601'),
  })
  .refine((range) => Date.parse(range.from) < Date.parse(range.to), {
    message: 'timeRange.from must lie before timeRange.to',
  });

/** Which requests are meant: what every query over requests takes. */
export const requestsRangeShape = {
  timeRange: timeRangeSchema,
  filter: filterInputSchema.optional(),
};
