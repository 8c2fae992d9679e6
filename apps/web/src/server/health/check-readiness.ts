import type { createClickHouseClient } from '@heliograph/clickhouse/client';
import type { DbClient } from '@heliograph/db/client';

/** Milliseconds after which a dependency counts as away. */
const TIMEOUT_MS = 2_000;

type State = 'ok' | 'unavailable';

export interface Readiness {
  status: State;
  dependencies: { postgres: State; clickhouse: State };
}

/** Asks every dependency at once. Never throws. */
export async function checkReadiness({
  db,
  clickHouse,
}: {
  db: DbClient;
  clickHouse: ReturnType<typeof createClickHouseClient>;
}): Promise<Readiness> {
  const [postgres, clickhouse] = await Promise.all([
    stateOf(db.$queryRaw`SELECT 1`.then(() => true)),
    stateOf(clickHouse.ping().then(({ success }) => success)),
  ]);
  return {
    status: postgres === 'ok' && clickhouse === 'ok' ? 'ok' : 'unavailable',
    dependencies: { postgres, clickhouse },
  };
}

async function stateOf(answers: Promise<boolean>): Promise<State> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), TIMEOUT_MS);
  });
  const isUp = await Promise.race([answers.catch(() => false), timeout]);
  clearTimeout(timer);
  return isUp ? 'ok' : 'unavailable';
}
