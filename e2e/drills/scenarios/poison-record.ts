import { setTimeout as wait } from 'node:timers/promises';
import { producerConnection } from '@heliograph/queue/connection';
import { createDeadLetters } from '@heliograph/queue/dead-letters';
import { createIngestQueue } from '@heliograph/queue/ingest-queue';
import { replayDeadLetter } from '@heliograph/queue/replay-dead-letter';
import type { Drill, Stage } from '../drill.ts';

/** Every so many calls carry what the table refuses. */
const EVERY = 25;
const POISON = 'poison';
const POLL_MS = 100;

/** Poison lies in the middle of batches; afterwards the table takes it, and all letters are replayed. */
export const poisonRecord: Drill = {
  name: 'poison',
  title: 'ClickHouse refuses every 25th record; dead letters replayed once it takes them',
  clientsMayFail: false,
  async prepare({ clickHouseClient }) {
    const query = `ALTER TABLE requests ADD CONSTRAINT no_poison CHECK user_id != '${POISON}'`;
    await clickHouseClient.command({ query });
    return async () => {
      await clickHouseClient.command({ query: 'ALTER TABLE requests DROP CONSTRAINT IF EXISTS no_poison' });
    };
  },
  headers: (n): Record<string, string> => (n % EVERY === 0 ? { 'helicone-user-id': POISON } : {}),
  disturb: () => Promise.resolve(),
  async repair(stage) {
    const { redis, clickHouseClient } = stage.platform;
    const connection = producerConnection(redis.url);
    const queue = createIngestQueue(connection);
    const deadLetters = createDeadLetters(connection);
    await new Promise((resolve) => connection.once('ready', resolve));
    const { organizationId } = stage.account;
    const poisoned = await poisonedCalls(stage);
    while ((await deadLetters.count(organizationId)) < poisoned) await wait(POLL_MS);
    await clickHouseClient.command({ query: 'ALTER TABLE requests DROP CONSTRAINT no_poison' });
    for (;;) {
      const { items } = await deadLetters.list(organizationId, { limit: 100 });
      if (items.length === 0) break;
      for (const { id } of items) await replayDeadLetter({ deadLetters, queue }, organizationId, id);
    }
    await queue.close();
    connection.disconnect();
  },
};

async function poisonedCalls({ load }: Stage): Promise<number> {
  const { sent } = await load.finished;
  return Math.ceil(sent.size / EVERY);
}
