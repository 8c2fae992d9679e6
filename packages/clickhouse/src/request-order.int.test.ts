import { afterAll, beforeAll, expect, test } from 'vitest';
import { requestOrderSchema } from '@heliograph/contracts/api-schemas';
import type { Request } from '@heliograph/contracts/request';
import { migratedClickHouse } from './testing/migrated-clickhouse.ts';
import { type ClickHouseClient, createClickHouseClient } from './client.ts';
import { costToColumns } from './cost-columns.ts';
import { queryRequests } from './requests-query.ts';
import { insertRequests } from './testing/insert-rows.ts';
import { noon, ours, priced, sampleRow as row } from './testing/sample-row.ts';

const range = { organizationId: ours, from: new Date(noon - 1000), to: new Date(noon + 1000) };
let client: ClickHouseClient;
let address: { url: string; database: string; drop(): Promise<void> };

beforeAll(async () => {
  address = await migratedClickHouse();
  client = createClickHouseClient(address);
  await insertRequests(
    client,
    [
      row(1, { latency_ms: 100, time_to_first_token_ms: 90, attempt_count: 2 }),
      row(2, { latency_ms: 900, time_to_first_token_ms: 400, audio_cached_input_tokens: 40 }),
      row(3, { latency_ms: 500, time_to_first_token_ms: 300, output_tokens: 0, reasoning_tokens: 0 }),
      row(4, { latency_ms: 700, time_to_first_token_ms: 500, input_tokens: 900, status: 429 }),
      row(5, { ...costToColumns({ ...priced, total: null, saved: '0.5' }), reasoning_tokens: 70 }),
    ],
    'seed',
  );
});

afterAll(async () => {
  await client.close();
  await address.drop();
});

function valueOf(request: Request, order: keyof typeof read): number | null {
  return read[order](request);
}
const read = {
  createdAt: ({ createdAt }: Request) => Date.parse(createdAt),
  latencyMs: ({ latencyMs }: Request) => latencyMs,
  timeToFirstTokenMs: ({ timeToFirstTokenMs }: Request) => timeToFirstTokenMs,
  tokensPerSecond: ({ tokensPerSecond }: Request) => tokensPerSecond,
  costUsd: ({ costUsd }: Request) => (costUsd === null ? null : Number(costUsd)),
  savedUsd: ({ savedUsd }: Request) => (savedUsd === null ? null : Number(savedUsd)),
  inputTokens: ({ usage }: Request) => usage.inputTokens,
  cachedInputTokens: ({ usage }: Request) => usage.cachedInputTokens,
  outputTokens: ({ usage }: Request) => usage.outputTokens,
  reasoningTokens: ({ usage }: Request) => usage.reasoningTokens,
  totalTokens: ({ usage }: Request) => usage.totalTokens,
  attemptCount: ({ attemptCount }: Request) => attemptCount,
  status: ({ status }: Request) => status,
};

test.each(requestOrderSchema.options.flatMap((by) => [[by, 'desc'] as const, [by, 'asc'] as const]))(
  'by %s %s the shown values are in order, page by page, those without one last',
  async (orderBy, direction) => {
    const seen: Request[] = [];
    let cursor: string | undefined;
    do {
      const page = await queryRequests(client, { ...range, orderBy, direction, limit: 2, cursor });
      seen.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(5);
    const values = seen.map((request) => valueOf(request, orderBy));
    const known = values.filter((value) => value !== null);
    expect(values.slice(0, known.length)).toEqual(
      known.toSorted((left, right) => (direction === 'desc' ? right - left : left - right)),
    );
  },
);
