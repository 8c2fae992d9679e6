import pino, { type DestinationStream, type Logger } from 'pino';
import { createClickHouseClient } from '@heliograph/clickhouse/client';
import { createDbClient, type DbClient } from '@heliograph/db/client';
import { DB_WAIT_MS, type Env, readEnv } from './env.ts';
import { createApiHandler } from './server/api/handle-api.ts';
import { openCache } from './server/cache/open-cache.ts';
import { createHeliconeHandler } from './server/helicone/handle-helicone.ts';
import { openLive } from './server/live/open-live.ts';
import { openIngestion } from './server/ingestion/open-ingestion.ts';
import { type Auth, createAuth } from './server/auth/auth.ts';
import { createAuthHandler } from './server/auth/handle-auth.ts';

type RequestHandler = (request: Request) => Promise<Response>;

/** What the server side works with: the clients, built once, and the two handlers over them. */
export interface WebContext {
  env: Env;
  log: Logger;
  db: DbClient;
  clickHouse: ReturnType<typeof createClickHouseClient>;
  auth: Auth;
  handleAuth: RequestHandler;
  handleApi: RequestHandler;
  handleHelicone: RequestHandler;
  /** Ends every connection. */
  close: () => Promise<void>;
}

/** Builds the clients; nothing is connected yet. `destination` takes the log's lines, where not standard output. */
export function createContext(env: Env, destination?: DestinationStream): WebContext {
  const log = pino({ level: env.logLevel, base: { app: 'web' } }, destination ?? pino.destination(1));
  const db = createDbClient(env.databaseUrl, { waitMs: DB_WAIT_MS });
  const clickHouse = createClickHouseClient({ url: env.clickHouseUrl });
  const clickHouseSql = createClickHouseClient({ url: env.clickHouseSqlUrl });
  const ingestion = openIngestion(env, log);
  const cache = openCache(env, log);
  const live = openLive({ clickHouse, redisUrl: env.cacheRedisUrl }, log);
  const auth = createAuth({ env, log, db });
  return {
    env,
    log,
    db,
    clickHouse,
    auth,
    handleAuth: createAuthHandler({ env, log, auth }),
    handleApi: createApiHandler({ env, log, db, clickHouse, clickHouseSql, ingestion, cache, live, auth }),
    handleHelicone: createHeliconeHandler({ log, db, clickHouse, auth }),
    close: async () => {
      live.close();
      await Promise.all([
        db.$disconnect(),
        clickHouse.close(),
        clickHouseSql.close(),
        ingestion.close(),
        cache.close(),
      ]);
    },
  };
}

// Next bundles each route on its own, so a module is evaluated more than once in one process; this holds the one context.
const processWide = globalThis as typeof globalThis & { heliographWebContext?: WebContext };

/** The context of this process, built from its settings at the first call. */
export function webContext(): WebContext {
  processWide.heliographWebContext ??= createContext(readEnv());
  return processWide.heliographWebContext;
}
