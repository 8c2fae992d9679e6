import { setTimeout as wait } from 'node:timers/promises';
import type { Drill } from '../drill.ts';

/** Apps first to come up again: they wait for their services, in whichever order those arrive. */
export const killEverything: Drill = {
  name: 'everything',
  title: 'kill -9 of proxy, worker, Redis, ClickHouse and Postgres at once, started again',
  clientsMayFail: true,
  async disturb({ platform, seconds }) {
    const { proxy, worker, redis, clickHouse, postgres } = platform;
    const all = [proxy, worker, redis, clickHouse, postgres];
    await wait((seconds / 3) * 1000);
    await Promise.all(all.map((part) => part.kill()));
    await Promise.all([
      proxy.start({ ready: false }),
      worker.start({ ready: false }),
      ...[redis, clickHouse, postgres].map((server) => server.start()),
    ]);
  },
};
