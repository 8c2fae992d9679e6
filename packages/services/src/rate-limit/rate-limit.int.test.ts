import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDbClient, type DbClient } from '@heliograph/db/client';
import { openTestDatabase } from '../testing/database.ts';
import { consumeRateLimit } from './consume.ts';
import { releaseRateLimit } from './release.ts';
import { resetRateLimit } from './reset.ts';

let db: DbClient;
let url: string;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ db, url, close } = await openTestDatabase());
});
afterAll(() => close());

const rule = { max: 3, windowSeconds: 60 };

describe('consumeRateLimit', () => {
  it('allows as many calls as the rule says, then tells how long to wait', async () => {
    for (let call = 0; call < 3; call++)
      expect(await consumeRateLimit(db, 'a', rule)).toMatchObject({ allowed: true });
    const refused = await consumeRateLimit(db, 'a', rule);
    expect(refused.allowed).toBe(false);
    expect(refused.retryAfterSeconds).toBeGreaterThan(50);
    expect(refused.retryAfterSeconds).toBeLessThanOrEqual(60);
    expect(await consumeRateLimit(db, 'another', rule)).toMatchObject({ allowed: true });
  });

  it('holds for calls at the same moment from several processes', async () => {
    const second = createDbClient(url);
    const decisions = await Promise.all(
      Array.from({ length: 20 }, (_, call) => consumeRateLimit(call % 2 === 0 ? db : second, 'b', rule)),
    );
    expect(decisions.filter((decision) => decision.allowed)).toHaveLength(3);
    await second.$disconnect();
  });

  it('starts afresh when the window is over, and sweeps up windows that ended long ago', async () => {
    for (let call = 0; call < 4; call++) await consumeRateLimit(db, 'c', rule);
    await consumeRateLimit(db, 'old', rule);
    await db.rateLimit.update({ where: { key: 'c' }, data: { resetAt: new Date(Date.now() - 1_000) } });
    await db.rateLimit.update({ where: { key: 'old' }, data: { resetAt: new Date(Date.now() - 7_200_000) } });

    expect(await consumeRateLimit(db, 'c', rule)).toMatchObject({ allowed: true });
    expect(await db.rateLimit.findUnique({ where: { key: 'old' } })).toBeNull();
  });

  it('does not lengthen the wait of whoever goes on trying', async () => {
    for (let call = 0; call < 4; call++) await consumeRateLimit(db, 'd', rule);
    const { resetAt } = await db.rateLimit.findUniqueOrThrow({ where: { key: 'd' } });
    await consumeRateLimit(db, 'd', rule);
    expect((await db.rateLimit.findUniqueOrThrow({ where: { key: 'd' } })).resetAt).toEqual(resetAt);
  });
});

describe('releaseRateLimit', () => {
  it('gives one call back', async () => {
    for (let call = 0; call < 3; call++) await consumeRateLimit(db, 'e', rule);
    await releaseRateLimit(db, 'e');
    expect(await consumeRateLimit(db, 'e', rule)).toMatchObject({ allowed: true });
    expect(await consumeRateLimit(db, 'e', rule)).toMatchObject({ allowed: false });
  });
});

describe('resetRateLimit', () => {
  it('forgets what was counted', async () => {
    for (let call = 0; call < 4; call++) await consumeRateLimit(db, 'f', rule);
    await resetRateLimit(db, 'f');
    expect(await consumeRateLimit(db, 'f', rule)).toMatchObject({ allowed: true });
  });
});
