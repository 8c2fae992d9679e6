import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClickHouseClient } from '@heliograph/clickhouse/client';
import { createDbClient } from '@heliograph/db/client';
import { freshClickHouse, freshPostgres } from '@heliograph/stack/testing/services';
import { checkReadiness } from './check-readiness.ts';

let postgres: Awaited<ReturnType<typeof freshPostgres>>;
let clickHouse: Awaited<ReturnType<typeof freshClickHouse>>;

beforeAll(async () => {
  [postgres, clickHouse] = await Promise.all([freshPostgres(), freshClickHouse()]);
});
afterAll(async () => {
  await Promise.all([postgres.drop(), clickHouse.drop()]);
});

async function readinessOf(databaseUrl: string, clickHouseUrl: string) {
  const clients = {
    db: createDbClient(databaseUrl),
    clickHouse: createClickHouseClient({ url: clickHouseUrl }),
  };
  // The first connection takes longest; where there is nothing to connect to, the check says so.
  await clients.db.$connect().catch(() => undefined);
  const readiness = await checkReadiness(clients);
  await Promise.all([clients.db.$disconnect(), clients.clickHouse.close()]);
  return readiness;
}

const nowhere = { postgres: 'postgres://nobody@127.0.0.1:1/nothing', clickHouse: 'http://127.0.0.1:1' };

describe('checkReadiness', () => {
  it('is ok where both databases answer', async () => {
    expect(await readinessOf(postgres.url, clickHouse.url)).toEqual({
      status: 'ok',
      dependencies: { postgres: 'ok', clickhouse: 'ok' },
    });
  });

  it('names the one that is away', async () => {
    expect(await readinessOf(nowhere.postgres, clickHouse.url)).toEqual({
      status: 'unavailable',
      dependencies: { postgres: 'unavailable', clickhouse: 'ok' },
    });
    expect(await readinessOf(postgres.url, nowhere.clickHouse)).toEqual({
      status: 'unavailable',
      dependencies: { postgres: 'ok', clickhouse: 'unavailable' },
    });
  });
});
