import type { AnalyticsQuestion, AnalyticsResult } from '@heliograph/contracts/analytics';
import type { ClickHouseClient } from '../client.ts';
import { type Common, pick, putTogether } from './ask-together.ts';
import { createZoneDayNotes } from './note-zone-days.ts';
import { createOrganizationGate, reasonOf } from './organization-gate.ts';
import { type AnalyticsCall, queryAnalytics } from './query-analytics.ts';
import type { PeriodsReader } from './read-sources.ts';
import { readRolledPeriods, type RolledPeriods } from './rolled-periods.ts';

/** Where questions are asked that many people ask at once: each organization has its turn, and what is common is read once. */
export interface AnalyticsDesk {
  /** As queryAnalytics; throws `too_many_requests` besides, where too many questions of the organization wait. */
  ask(call: AnalyticsCall): Promise<AnalyticsResult>;
}

export interface DeskLimits {
  /** Questions of an organization that are answered at once, and that may wait beside them. */
  atOnce: number;
  mostWaiting: number;
  /** So long (ms) a question waits for others that come with it, as those of a dashboard's tiles do. */
  gatherMs: number;
}

const usual: DeskLimits = { atOnce: 4, mostWaiting: 100, gatherMs: 4 };

interface Waiting {
  call: AnalyticsCall;
  resolve: (result: AnalyticsResult) => void;
  reject: (error: unknown) => void;
}

export function createAnalyticsDesk(
  client: ClickHouseClient,
  { gatherMs, ...limits }: DeskLimits = usual,
): AnalyticsDesk {
  const gate = createOrganizationGate(limits);
  const noteZoneDays = createZoneDayNotes(client);
  let gathered: Waiting[] = [];

  async function answer(common: Common<Waiting>, readPeriods: PeriodsReader): Promise<void> {
    const { asked, question, whole } = common;
    const [first] = asked;
    if (first === undefined) return;
    const { organizationId, rollups } = first.call;
    const { signal, done } = untilAllLeft(asked);
    try {
      const answered = await gate.run(organizationId, signal, () =>
        queryAnalytics(client, { organizationId, rollups, signal, readPeriods, question, whole }),
      );
      for (const { call, resolve } of asked) resolve(pick(answered, common, call.question));
    } catch (error) {
      for (const { reject } of asked) reject(error);
    } finally {
      done();
    }
  }

  function begin(): void {
    const all = gathered;
    gathered = [];
    const readPeriods = sharedPeriodsReader(client, all);
    for (const [organizationId, questions] of questionsOf(all)) noteZoneDays(organizationId, questions);
    for (const common of putTogether(all)) void answer(common, readPeriods);
  }

  return {
    ask: (call) =>
      new Promise((resolve, reject) => {
        const { signal } = call;
        if (signal?.aborted === true) return reject(reasonOf(signal));
        signal?.addEventListener('abort', () => reject(reasonOf(signal)), { once: true });
        if (gathered.length === 0) setTimeout(begin, gatherMs);
        gathered.push({ call, resolve, reject });
      }),
  };
}

function questionsOf(waiting: readonly Waiting[]): Map<string, AnalyticsQuestion[]> {
  const questions = new Map<string, AnalyticsQuestion[]>();
  for (const { call } of waiting)
    questions.set(call.organizationId, [...(questions.get(call.organizationId) ?? []), call.question]);
  return questions;
}

/** A signal that ends the work once everybody has left who waits for it. */
function untilAllLeft(together: readonly Waiting[]): { signal: AbortSignal; done: () => void } {
  const controller = new AbortController();
  const signals = together.map(({ call }) => call.signal);
  const leave = () => {
    if (signals.every((signal) => signal?.aborted === true)) controller.abort(signals[0]?.reason);
  };
  for (const signal of signals) signal?.addEventListener('abort', leave, { once: true });
  leave();
  return {
    signal: controller.signal,
    done: () => signals.forEach((signal) => signal?.removeEventListener('abort', leave)),
  };
}

/**
 * Reads once for each organization what is rolled up of all the time that questions are about. Begun after all of them
 * were asked, it misses nothing of theirs.
 */
function sharedPeriodsReader(client: ClickHouseClient, waiting: readonly Waiting[]): PeriodsReader {
  const known = new Map<string, Promise<RolledPeriods>>();
  const read = (organizationId: string) => {
    const ranges = waiting
      .filter(({ call }) => call.organizationId === organizationId)
      .map(({ call }) => call.question.timeRange);
    const from = Math.min(...ranges.map((range) => Date.parse(range.from)));
    const to = Math.max(...ranges.map((range) => Date.parse(range.to)));
    return readRolledPeriods(client, { organizationId, from, to });
  };
  return ({ organizationId }) => {
    const reading = known.get(organizationId) ?? read(organizationId);
    known.set(organizationId, reading);
    return reading;
  };
}
