import { redisScript, runScript } from '@heliograph/queue/redis-script';
import type { TrafficRedis } from '../traffic-redis.ts';
import type { PlannedBudget } from './budget.ts';
import type { CallAmounts } from './call-amounts.ts';
import type { LimitState } from './limit-answers.ts';
import { bucketWidth, HOLD_MS, reserveScript, settleScript } from './limit-script.ts';
import type { PlannedLimit } from './plan-limits.ts';

/** What was taken of the counters for one request. */
export interface Taken {
  allowed: boolean;
  states: LimitState[];
  /** What has to be settled; none where nothing is held. */
  holds: Hold[];
  /** When the holds began, by Redis's clock. */
  minute: number;
}

interface Hold {
  limit: PlannedLimit | PlannedBudget;
  held: number;
  x: number;
}

const reserve = redisScript(reserveScript());
const settle = redisScript(settleScript());
/** Beyond what a counter is good for: clocks differ, and a month's sums may still change. */
const BUDGET_MARGIN_MS = 7 * 86_400_000;

/** Takes what a request may need of all its limits, in one round trip: of all of them, or of none. */
export async function takeLimits(
  redis: TrafficRedis,
  limits: readonly (PlannedLimit | PlannedBudget)[],
  amounts: CallAmounts,
  late: (taken: Taken) => void,
): Promise<Taken> {
  const keys = limits.map(({ key }) => key);
  const args = limits.flatMap((limit) => [
    ...[kindOf(limit), limit.quota, amountOf(limit, amounts), ttlOf(limit)],
    ...('open' in limit
      ? [limit.dayOfMonth, limit.closed, limit.open.length, ...limit.open.flat()]
      : windowOf(limit)),
  ]);
  const read = (answer: unknown): Taken => readTaken(limits, answer);
  return read(
    await redis.run(
      (client) => runScript(client, reserve, keys, args.map(String)),
      (answer) => late(read(answer)),
    ),
  );
}

/** Gives back what is held and counts what was used. */
export async function settleLimits(
  redis: TrafficRedis,
  { holds, minute }: Taken,
  used: CallAmounts,
): Promise<void> {
  const keys = holds.map(({ limit }) => limit.key);
  const args = holds.flatMap(({ limit, held, x }) => [
    ...[kindOf(limit), held, amountOf(limit, used), ttlOf(limit), x],
    ...('open' in limit ? [limit.dayOfMonth] : windowOf(limit)),
  ]);
  await redis.run((client) => runScript(client, settle, keys, [minute, ...args].map(String)));
}

function readTaken(limits: readonly (PlannedLimit | PlannedBudget)[], answer: unknown): Taken {
  const [allowed, minute = 0, ...rest] = (answer as unknown[]).map(Number);
  const taken: Taken = { allowed: allowed === 1, states: [], holds: [], minute };
  for (const [i, limit] of limits.entries()) {
    const [denied, left = 0, waitMs = 0, held = 0, x = 0] = rest.slice(i * 5, i * 5 + 5);
    // Of a budget only a hold comes free before the month ends.
    const wait = 'endsInMs' in limit && waitMs === 0 ? limit.endsInMs : waitMs;
    taken.states.push({ limit, denied: denied === 1, left, waitMs: wait });
    if (taken.allowed && limit.unit !== 'request') taken.holds.push({ limit, held, x });
  }
  return taken;
}

function kindOf(limit: PlannedLimit): 'count' | 'hold' | 'budget' {
  if (limit.windowSeconds === null) return 'budget';
  return limit.unit === 'request' ? 'count' : 'hold';
}

function amountOf({ unit }: PlannedLimit, { tokens, microcents }: CallAmounts): number {
  return unit === 'request' ? 1 : unit === 'token' ? tokens : microcents;
}

function windowOf({ windowSeconds }: PlannedLimit): [number, number] {
  const windowMs = (windowSeconds ?? 0) * 1000;
  return [windowMs, bucketWidth(windowMs)];
}

function ttlOf(limit: PlannedLimit | PlannedBudget): number {
  if ('endsInMs' in limit) return limit.endsInMs + BUDGET_MARGIN_MS;
  const [windowMs, width] = windowOf(limit);
  return Math.max(windowMs + 2 * width, limit.unit === 'request' ? 1_000 : HOLD_MS);
}
