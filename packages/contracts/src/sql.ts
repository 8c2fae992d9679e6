import { z } from 'zod';
import { givenName } from './given-name.ts';
import { keptItemShape } from './kept-item.ts';

/** Characters of a statement, and rows of a result. */
export const MAX_SQL_LENGTH = 20_000;
export const MAX_SQL_ROWS = 50_000;

const statementSchema = z
  .string()
  .refine((sql) => sql.trim() !== '', { message: 'Write a statement' })
  .max(MAX_SQL_LENGTH, `A statement has at most ${MAX_SQL_LENGTH} characters`);

const scalarSchema = z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()]);

export const runSqlInputSchema = z.strictObject({
  sql: statementSchema.describe('One SELECT, perhaps with WITH; see docs/sql.md'),
  parameters: z
    .record(
      z.string().regex(/^[A-Za-z_]\w{0,63}$/, 'A parameter’s name has letters, digits and _'),
      z.union([scalarSchema, z.array(scalarSchema).max(10_000)]),
    )
    .default({})
    .describe('Values of {name:Type} in the statement'),
  limit: z
    .number()
    .int()
    .min(1)
    .max(MAX_SQL_ROWS)
    .default(1000)
    .describe('Rows of the answer at most; a LIMIT in the statement may ask for fewer'),
});
export type RunSqlInput = z.input<typeof runSqlInputSchema>;
export type SqlQuestion = z.output<typeof runSqlInputSchema>;

export const sqlResultSchema = z
  .object({
    columns: z.array(
      z.object({ name: z.string(), type: z.string().describe('ClickHouse’s name of the type') }),
    ),
    rows: z
      .array(z.array(z.unknown()))
      .describe(
        'Values in the order of columns; decimals, and integers beyond 2^53, as text; times as UTC text; NULL, NaN and infinity as null',
      ),
    truncated: z.boolean().describe('There were more rows than the limit'),
    statistics: z.object({
      elapsedMs: z.number().describe('Time in ClickHouse, ms'),
      rowsRead: z.number().int().describe('Stored rows that were read'),
      bytesRead: z.number().int().describe('Bytes that were read, uncompressed'),
    }),
  })
  .meta({ id: 'SqlResult' });
export type SqlResult = z.infer<typeof sqlResultSchema>;

export const sqlChartKinds = ['line', 'area', 'bar'] as const;
export type SqlChartKind = (typeof sqlChartKinds)[number];

/** How a result is drawn; columns that a result doesn't have are left out. */
export const sqlChartSchema = z.strictObject({
  kind: z.enum(sqlChartKinds),
  x: z.string().max(256).describe('Column along the bottom'),
  y: z.array(z.string().max(256)).min(1).max(8).describe('Columns that are drawn'),
  series: z
    .string()
    .max(256)
    .nullable()
    .describe('Column whose values are lines of their own; null for none'),
});
export type SqlChart = z.infer<typeof sqlChartSchema>;

const nameSchema = givenName('Give the query a name');

/** A statement that somebody kept. */
export const savedQuerySchema = z
  .object({
    ...keptItemShape,
    sql: z.string(),
    chart: sqlChartSchema.nullable(),
  })
  .meta({ id: 'SavedQuery' });
export type SavedQuery = z.infer<typeof savedQuerySchema>;

export const createSavedQueryInputSchema = z.strictObject({
  name: nameSchema,
  shared: z.boolean().default(false),
  sql: statementSchema,
  chart: sqlChartSchema.nullable().default(null),
});
export type NewSavedQuery = z.output<typeof createSavedQueryInputSchema>;

export const updateSavedQueryInputSchema = z.strictObject({
  id: z.uuid(),
  name: nameSchema.optional(),
  shared: z.boolean().optional(),
  sql: statementSchema.optional(),
  chart: sqlChartSchema.nullable().optional(),
});
