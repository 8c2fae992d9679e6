import { freshRedis } from '@heliograph/stack/testing/services';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { redisScript, runScript } from '@heliograph/queue/redis-script';
import { BUCKETS, bucketWidth, reserveScript, settleScript } from './limit-script.ts';

const TTL = 10_000_000;
/** The scripts with a clock that the test sets: the last argument. */
const CLOCK = 'tonumber(ARGV[#ARGV])';
const reserve = redisScript(reserveScript(CLOCK));
const settle = redisScript(settleScript(CLOCK));

let address: Awaited<ReturnType<typeof freshRedis>>;
let redis: Redis;
beforeAll(async () => {
  address = await freshRedis();
  redis = new Redis(address.url);
});
beforeEach(() => redis.flushdb());
afterAll(async () => {
  redis.disconnect();
  await address.release();
});

interface Window {
  kind: 'count' | 'hold';
  quota: number;
  windowMs: number;
}
interface Answer {
  allowed: boolean;
  minute: number;
  counters: { denied: boolean; left: number; waitMs: number; held: number; x: number }[];
}

async function ask(now: number, windows: (Window & { amount: number; key?: string })[]): Promise<Answer> {
  const keys = windows.map(({ key }, i) => key ?? `{test}:${i}`);
  const args = windows.flatMap(({ kind, quota, amount, windowMs }) =>
    [kind, quota, amount, TTL, windowMs, bucketWidth(windowMs)].map(String),
  );
  return read(await runScript(redis, reserve, keys, [...args, String(now)]));
}

function read(answer: unknown): Answer {
  const [allowed, minute = 0, ...rest] = answer as number[];
  const counters = [];
  for (let i = 0; i < rest.length; i += 5) {
    const [denied, left = 0, waitMs = 0, held = 0, x = 0] = rest.slice(i, i + 5);
    counters.push({ denied: denied === 1, left, waitMs, held, x });
  }
  return { allowed: allowed === 1, minute, counters };
}

async function pay(
  now: number,
  { kind, windowMs }: Window,
  used: number,
  { minute, counters }: Answer,
): Promise<void> {
  const { held = 0, x = 0 } = counters[0] ?? {};
  const args = [minute, kind, held, used, TTL, x, windowMs, bucketWidth(windowMs), now];
  await runScript(redis, settle, ['{test}:0'], args.map(String));
}

describe('requests in a window', () => {
  const start = 1_800_000_000_123;

  it('are never more than the quota in any window, and never fewer than what fits one bucket’s width away', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          quota: fc.integer({ min: 1, max: 12 }),
          windowMs: fc.constantFrom(1_000, 3_000, 60_000),
          steps: fc.array(fc.double({ min: 0, max: 0.4, noNaN: true }), { minLength: 20, maxLength: 120 }),
        }),
        async ({ quota, windowMs, steps }) => {
          await redis.flushdb();
          const width = bucketWidth(windowMs);
          const passed: number[] = [];
          let now = start;
          for (const step of steps) {
            now += Math.round(step * windowMs);
            const within = (ms: number): number => passed.filter((at) => at > now - ms).length;
            const { allowed, counters } = await ask(now, [{ kind: 'count', quota, windowMs, amount: 1 }]);
            if (allowed) {
              passed.push(now);
              // What has passed is an exact log: no window that ends with it holds more.
              expect(passed.filter((at) => at > now - windowMs).length).toBeLessThanOrEqual(quota);
            } else {
              expect(within(windowMs + width)).toBeGreaterThanOrEqual(quota);
              expect(counters[0]?.waitMs).toBeGreaterThan(0);
              // No sooner, and by then surely.
              const wait = counters[0]?.waitMs ?? 0;
              const probe = { kind: 'count', quota, windowMs, amount: 1 } as const;
              await redis.copy('{test}:0', '{test}:copy', 'REPLACE');
              expect((await ask(now + wait - 1, [{ ...probe, key: '{test}:copy' }])).allowed).toBe(false);
              await redis.copy('{test}:0', '{test}:copy', 'REPLACE');
              expect((await ask(now + wait, [{ ...probe, key: '{test}:copy' }])).allowed).toBe(true);
            }
          }
          expect(await redis.hlen('{test}:0')).toBeLessThanOrEqual(BUCKETS + 5);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('keep at most sixty buckets and always an end', async () => {
    for (let i = 0; i < 500; i++)
      await ask(start + i * 7, [{ kind: 'count', quota: 1e6, windowMs: 1_000, amount: 1 }]);
    expect(await redis.hlen('{test}:0')).toBeLessThanOrEqual(BUCKETS + 4);
    expect(await redis.pttl('{test}:0')).toBeGreaterThan(0);
  });

  it('are counted by all policies or by none', async () => {
    const wide = { kind: 'count', quota: 10, windowMs: 60_000, amount: 1 } as const;
    const narrow = { kind: 'count', quota: 2, windowMs: 1_000, amount: 1 } as const;
    const answers = [];
    for (let i = 0; i < 5; i++) answers.push(await ask(start, [wide, narrow]));
    expect(answers.map(({ allowed }) => allowed)).toEqual([true, true, false, false, false]);
    expect(answers.at(-1)?.counters).toMatchObject([
      { denied: false, left: 8 },
      { denied: true, left: 0 },
    ]);
  });

  it('are let through again when the clock was set back by more than a window, and stay limited when by less', async () => {
    const window = { kind: 'count', quota: 1, windowMs: 60_000, amount: 1 } as const;
    await ask(start, [window]);
    expect((await ask(start - 30_000, [window])).allowed).toBe(false);
    expect((await ask(start - 30_000 + 60_000, [window])).allowed).toBe(false);
    expect((await ask(start - 86_400_000, [window])).allowed).toBe(true);
  });

  it('are exact up to 2^53', async () => {
    const window = { kind: 'count', quota: 9_007_199_254_740_991, windowMs: 1_000 } as const;
    const first = await ask(start, [{ ...window, amount: 9_007_199_254_740_990 }]);
    expect(first.counters[0]?.left).toBe(1);
    expect((await ask(start, [{ ...window, amount: 1 }])).allowed).toBe(true);
    expect((await ask(start, [{ ...window, amount: 1 }])).allowed).toBe(false);
  });
});

describe('what is held until it is known', () => {
  const start = 1_800_000_000_123;
  const money: Window = { kind: 'hold', quota: 1_000, windowMs: 60_000 };

  it('goes over the quota by one settlement at most, whatever was estimated and used', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            held: fc.integer({ min: 0, max: 1_500 }),
            used: fc.integer({ min: 0, max: 1_500 }),
            lasts: fc.integer({ min: 0, max: 6 }),
            pause: fc.integer({ min: 0, max: 4_000 }),
          }),
          { minLength: 10, maxLength: 60 },
        ),
        async (calls) => {
          await redis.flushdb();
          let now = start;
          let running: { ends: number; used: number; answer: Answer }[] = [];
          const paid: { at: number; used: number }[] = [];
          for (const [turn, call] of calls.entries()) {
            now += call.pause;
            for (const { used, answer } of running.filter(({ ends }) => ends <= turn)) {
              await pay(now, money, used, answer);
              paid.push({ at: now, used });
            }
            running = running.filter(({ ends }) => ends > turn);
            // Estimates are upper bounds here: nobody uses more than was estimated.
            const used = Math.min(call.used, call.held);
            const answer = await ask(now, [{ ...money, amount: call.held }]);
            const left = answer.counters[0]?.left ?? 0;
            if (!answer.allowed) continue;
            expect(left).toBeGreaterThanOrEqual(0);
            running.push({ ends: turn + call.lasts, used, answer });
          }
          const largest = Math.max(...calls.map(({ held }) => held));
          for (const { at } of paid) {
            const spent = paid.filter((one) => one.at <= at && one.at > at - money.windowMs);
            const sum = spent.reduce((total, one) => total + one.used, 0);
            expect(sum).toBeLessThanOrEqual(money.quota + largest);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is given back at once where less was used', async () => {
    const first = await ask(start, [{ ...money, amount: 900 }]);
    expect((await ask(start, [{ ...money, amount: 50 }])).counters[0]?.left).toBe(50);
    await pay(start, money, 10, first);
    expect((await ask(start, [{ ...money, amount: 900 }])).counters[0]?.left).toBe(40);
  });

  it('may reach over what is left, but of one request at a time', async () => {
    const first = await ask(start, [{ ...money, amount: 5_000 }]);
    expect(first).toMatchObject({ allowed: true, counters: [{ left: 0 }] });
    expect(await ask(start, [{ ...money, amount: 1 }])).toMatchObject({
      allowed: false,
      counters: [{ waitMs: 1_000 }],
    });
    await pay(start, money, 20, first);
    expect((await ask(start, [{ ...money, amount: 5_000 }])).allowed).toBe(true);
  });

  it('becomes a debt where more was used, and keeps others out until the window has passed', async () => {
    const first = await ask(start, [{ ...money, amount: 10 }]);
    await pay(start, money, 3_000, first);
    const denied = await ask(start + 1_000, [{ ...money, amount: 1 }]);
    expect(denied.allowed).toBe(false);
    const wait = denied.counters[0]?.waitMs ?? 0;
    expect(wait).toBeGreaterThan(58_000);
    expect((await ask(start + 1_000 + wait, [{ ...money, amount: 1 }])).allowed).toBe(true);
  });

  it('heals where a proxy died, and what was used is counted even when it comes after that', async () => {
    const lost = await ask(start, [{ ...money, amount: 1_000 }]);
    expect((await ask(start + 60_000, [{ ...money, amount: 1 }])).allowed).toBe(false);
    const later = start + 21 * 60_000;
    expect((await ask(later, [{ ...money, amount: 1 }])).counters[0]?.left).toBe(999);
    await pay(later, money, 400, lost);
    expect((await ask(later, [{ ...money, amount: 1 }])).counters[0]?.left).toBe(598);
  });
});
