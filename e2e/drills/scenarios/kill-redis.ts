import { awayForAWhile, type Drill } from '../drill.ts';

/** The embedded default: every write is on disk before Redis answers. */
export const killRedis: Drill = {
  name: 'redis',
  title: 'kill -9 of Redis, down 20 s (appendfsync always, the embedded default)',
  clientsMayFail: false,
  disturb: (stage) => {
    const { redis } = stage.platform;
    return awayForAWhile(stage, redis.kill, redis.start);
  },
};

let killedAt = Number.POSITIVE_INFINITY;

/** Without persistence Redis forgets what it had acknowledged; what it had not is still in the spool. */
export const killForgetfulRedis: Drill = {
  name: 'redis-in-memory',
  title:
    'kill -9 of a Redis without persistence, down 20 s (what was in the queue may be lost, nothing else)',
  clientsMayFail: false,
  async prepare({ redis, worker }) {
    const restart = async (durable: boolean) => {
      await redis.stop();
      redis.setDurable(durable);
      await redis.start();
    };
    await restart(false);
    return async () => {
      await restart(true);
      await worker.kill();
      await worker.start();
    };
  },
  disturb: (stage) => {
    const { redis } = stage.platform;
    const kill = async () => {
      killedAt = Date.now();
      await redis.kill();
    };
    return awayForAWhile(stage, kill, redis.start);
  },
  mayLose:
    ({ completed }) =>
    (id) =>
      (completed.get(id) ?? 0) <= killedAt,
};
