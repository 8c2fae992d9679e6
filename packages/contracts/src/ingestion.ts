import { z } from 'zod';

const count = z.number().int().nonnegative();
const seconds = z.number().nonnegative().nullable();
const milliseconds = z.number().nonnegative().nullable();

/** How the way from the proxy to ClickHouse is doing, for the whole installation; it holds nothing of anybody's requests. */
export const ingestionStatusSchema = z
  .object({
    queue: z.object({
      waiting: count.describe('Batches that no worker has taken yet'),
      active: count.describe('Batches that workers have in hand'),
      delayed: count.describe('Batches put off for a moment after a failed attempt'),
      oldestSeconds: seconds.describe('Age of the oldest waiting batch; null where none waits'),
      usedBytes: count.describe('Memory that the Redis of the queue uses'),
      maxBytes: count.nullable().describe('Its limit; null where it has none'),
      mayEvict: z.boolean().describe('True where that Redis is not set to noeviction and may lose records'),
    }),
    spools: z.object({
      processes: count.describe('Proxy processes that told of their spool lately'),
      records: count.describe('Records that wait to be shipped to the queue'),
      bytes: count,
      oldestSeconds: seconds.describe('Age of the oldest record that is not shipped; null where none waits'),
      refusing: count.describe('Processes whose disk refuses writes'),
      dropped: count.describe('Records lost since those processes started'),
      shed: count.describe('Records whose bodies were left out since then, for lack of space'),
    }),
    workers: z.object({
      processes: count.describe('Workers that told of themselves lately'),
      storedPerSecond: z.number().nonnegative().describe('Records stored, average of the last minute'),
      lagP50Ms: milliseconds.describe('End of an answer to its row, last minute, slowest worker'),
      lagP95Ms: milliseconds,
      failures: count.describe('Failed attempts on batches in the last minute; they are repeated'),
      lastFailure: z.object({ at: z.iso.datetime(), reason: z.string() }).nullable(),
    }),
    deadLetters: z.object({
      own: count.describe("This organization's records that could not be stored"),
      unattributed: count.describe('Those of which it can not be read whose they are; for the operator'),
    }),
  })
  .meta({ id: 'IngestionStatus' });
export type IngestionStatus = z.infer<typeof ingestionStatusSchema>;

/** A record that could not be stored. */
export const deadLetterSchema = z
  .object({
    id: z.string(),
    requestId: z.uuid().nullable().describe('Id of the request; null where it can not be read'),
    createdAt: z.iso.datetime().nullable().describe('Arrival of the request'),
    laidAsideAt: z.iso.datetime(),
    reason: z.string().describe('Why it could not be stored; may quote the record'),
    bytes: count.describe('Size of the record with its bodies'),
    missingFrom: z.array(z.enum(['requests', 'request_bodies'])).describe('Tables that lack its row'),
  })
  .meta({ id: 'DeadLetter' });
export type DeadLetter = z.infer<typeof deadLetterSchema>;

export const listDeadLettersInputSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional().describe('nextCursor of the page before'),
});

export const listDeadLettersOutputSchema = z.object({
  items: z.array(deadLetterSchema),
  nextCursor: z.string().nullable().describe('null on the last page'),
});

export const deadLetterInputSchema = z.strictObject({ id: z.string().min(1).max(300) });
