import type { Drill } from '../drill.ts';
import { fillDisk } from './fill-disk.ts';
import { jumpClock } from './jump-clock.ts';
import { killClickHouse } from './kill-clickhouse.ts';
import { killEverything } from './kill-everything.ts';
import { killPostgres } from './kill-postgres.ts';
import { killProxy } from './kill-proxy.ts';
import { killForgetfulRedis, killRedis } from './kill-redis.ts';
import { killWorker } from './kill-worker.ts';
import { poisonRecord } from './poison-record.ts';
import { restartProxies } from './restart-proxies.ts';

/** Every drill, in the order in which they are run. */
export const allDrills: readonly Drill[] = [
  killProxy,
  killWorker,
  killRedis,
  killForgetfulRedis,
  killClickHouse,
  killPostgres,
  killEverything,
  fillDisk,
  poisonRecord,
  jumpClock,
  restartProxies,
];
