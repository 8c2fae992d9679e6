import { cacheConnection } from '@heliograph/queue/connection';
import { freshRedis } from '@heliograph/stack/testing/services';
import type { Redis } from 'ioredis';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentWay, type SilentWay } from './testing/silent-way.ts';
import { createTrafficRedis, type TrafficRedis } from './traffic-redis.ts';

let address: Awaited<ReturnType<typeof freshRedis>>;
let way: SilentWay;
let connection: Redis;
let redis: TrafficRedis;

beforeEach(async () => {
  address = await freshRedis();
  way = await silentWay(new URL(address.url));
  connection = cacheConnection(way.url, 60_000);
  connection.on('error', () => undefined);
  redis = createTrafficRedis(connection, 50);
});
afterEach(async () => {
  connection.disconnect();
  await way.close();
  await address.release();
});

const ping = (late?: (value: string) => void) => redis.run((client) => client.ping(), late);

it('answers the first request although the connection is still being made', async () => {
  expect(await ping()).toBe('PONG');
});

it('gives everyone up together when Redis falls silent, then asks nothing until it has paused, and comes back', async () => {
  await ping();
  way.silence();
  const late: string[] = [];
  const given = await Promise.allSettled(Array.from({ length: 50 }, () => ping((value) => late.push(value))));
  expect(new Set(given.map(({ status }) => status))).toEqual(new Set(['rejected']));
  await expect(ping()).rejects.toThrow('did not answer a moment ago');
  way.speak();
  // What was asked before the silence did arrive, and says so.
  await eventually(() => expect(late).toHaveLength(50));
  await eventually(async () => expect(await ping()).toBe('PONG'));
});

it('is patient with a Redis that is busy with our own rush', async () => {
  // In all far longer than the silence that is not to be, each one far shorter.
  const patient = createTrafficRedis(connection, 400);
  const script = 'local i = 0 while i < 50000 do i = i + 1 end return 1';
  const asked = Array.from({ length: 2_000 }, () => patient.run((client) => client.eval(script, 0)));
  expect(new Set(await Promise.all(asked))).toEqual(new Set([1]));
});

it('is no silence when it was this process that was busy', async () => {
  await ping();
  const asked = ping();
  const until = performance.now() + 120;
  while (performance.now() < until);
  expect(await asked).toBe('PONG');
});

it('passes on what Redis has to say against a command, and goes on', async () => {
  await expect(redis.run((client) => client.eval('return nonsense(', 0))).rejects.toThrow('compiling');
  expect(await ping()).toBe('PONG');
});

it('fails at once while Redis is away', async () => {
  await ping();
  connection.disconnect();
  await eventually(() => expect(connection.status).toBe('end'));
  await expect(ping()).rejects.toThrow('not connected');
});
