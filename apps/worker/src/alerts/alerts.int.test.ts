import { pino } from 'pino';
import { Registry } from 'prom-client';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ClickHouseClient, createClickHouseClient } from '@heliograph/clickhouse/client';
import { type NewAlertRuleInput, newAlertRuleSchema } from '@heliograph/contracts/alerts';
import { createDbClient, type DbClient } from '@heliograph/db/client';
import { acknowledgeAlert } from '@heliograph/services/alert/acknowledge';
import { createAlertRule } from '@heliograph/services/alert/create';
import { enableAlertRule } from '@heliograph/services/alert/enable';
import { findDueRules } from '@heliograph/services/alert/find-due';
import { listAlertEvents } from '@heliograph/services/alert/list-events';
import { listAlerts } from '@heliograph/services/alert/list';
import { snoozeAlertRule } from '@heliograph/services/alert/snooze';
import { storeEvaluations } from '@heliograph/services/alert/store-evaluations';
import { createMaintenanceWindow } from '@heliograph/services/maintenance-window/create';
import { migratedClickHouse } from '@heliograph/clickhouse/testing/migrated-clickhouse';
import { migratedPostgres } from '@heliograph/db/testing/migrated-postgres';
import { createAlertMetrics } from './alert-metrics.ts';
import { type AlertContext, evaluateDue } from './evaluate-due.ts';
import { judgeAnswer } from './judge-answer.ts';

const MINUTE = 60_000;
const webUrl = 'http://localhost:3000';
/** Windows end ten seconds before. */
const start = Date.parse('2026-11-20T12:00:10.000Z');

let clickHouse: ClickHouseClient;
let db: DbClient;
let address: { url: string; database: string; drop(): Promise<void> };
let postgres: { url: string; drop(): Promise<void> };
let organizationId: string;
let channelId: string;
let now: number;
let registry: Registry;
let engines: [AlertContext, AlertContext];

beforeAll(async () => {
  [address, postgres] = await Promise.all([migratedClickHouse(), migratedPostgres()]);
  clickHouse = createClickHouseClient(address);
  db = createDbClient(postgres.url);
});
afterAll(async () => {
  await Promise.all([clickHouse.close(), db.$disconnect()]);
  await Promise.all([address.drop(), postgres.drop()]);
});

beforeEach(async () => {
  now = start;
  organizationId = uuidv7();
  channelId = uuidv7();
  registry = new Registry();
  await db.organization.deleteMany();
  await db.organization.create({ data: { id: organizationId, name: 'Acme', slug: organizationId } });
  await db.notificationChannel.create({
    data: { id: channelId, organizationId, kind: 'email', name: 'Mail', config: { recipients: [] } },
  });
  const engine = {
    ...{ db, clickHouse, webUrl, clock: { minuteMs: MINUTE }, now: () => now },
    ...{ alertMetrics: createAlertMetrics(registry), log: pino({ level: 'silent' }) },
  };
  engines = [engine, { ...engine }];
});

const context = () => ({ db, actor: { type: 'api_key', organizationId, apiKeyId: organizationId } as const });
const costAbove = (value: number, part: Partial<NewAlertRuleInput> = {}): NewAlertRuleInput => ({
  name: 'Cost',
  metric: { metric: 'cost', aggregation: 'sum' },
  window: { kind: 'rolling', minutes: 5 },
  condition: { kind: 'threshold', direction: 'above', value },
  channelIds: [channelId],
  ...part,
});
const create = (input: NewAlertRuleInput) =>
  createAlertRule(context(), newAlertRuleSchema.parse(input), new Date(now));

/** Requests at the middle of the minute before now. */
async function send(count: number, part: Record<string, unknown> = {}): Promise<void> {
  const created_at = new Date(now - 40_000).toISOString().replace('T', ' ').slice(0, 23);
  const row = {
    ...{ organization_id: organizationId, created_at, provider: 'openai', model: 'gpt-4o', status: 200 },
    ...{ outcome: 'success', usage_source: 'reported', attempts: '[]', cost_total: '1', latency_ms: 100 },
    ...{ api_key_id: organizationId, api_format: 'openai-chat', method: 'POST', path: '/' },
  };
  const values = Array.from({ length: count }, () => ({ ...row, id: uuidv7(), ...part }));
  await clickHouse.insert({ table: 'requests', format: 'JSONEachRow', values });
}

/** Two engines at once, a minute later. */
async function minute(): Promise<void> {
  now += MINUTE;
  await Promise.all(engines.map(evaluateDue));
}
async function minutes(count: number): Promise<void> {
  for (let at = 0; at < count; at++) await minute();
}
const told = async () =>
  (await db.delivery.findMany({ where: { organizationId }, orderBy: { id: 'asc' } })).map(
    ({ notification }) => (notification as { event: string }).event,
  );
const stands = async () => (await listAlerts(context(), new Date(now)))[0];

describe('the engine', () => {
  test('tells once that a rule fires and once that it resolved, with two workers at it', async () => {
    await create(costAbove(5));
    await send(4);
    await minute();
    expect(await stands()).toMatchObject({ status: 'ok', groups: [{ value: 4, threshold: 5, requests: 4 }] });
    await send(3);
    await minutes(2);
    expect(await told()).toEqual(['fired']);
    expect(await stands()).toMatchObject({ status: 'firing', groups: [{ value: 7 }] });
    await minutes(6);
    expect(await told()).toEqual(['fired', 'resolved']);
    expect(await stands()).toMatchObject({ status: 'ok', groups: [{ value: 0 }] });

    const { items } = await listAlertEvents(context(), { limit: 10 });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      ...{ value: 7, peak: 7, threshold: 5, ruleName: 'Cost' },
      acknowledgedAt: null,
    });
    expect(items[0]?.told.map(({ event, channelIds }) => [event, channelIds])).toEqual([
      ['fired', [channelId]],
      ['resolved', [channelId]],
    ]);
    expect(Date.parse(items[0]?.endedAt ?? '')).toBeGreaterThan(Date.parse(items[0]?.startedAt ?? ''));
    const first = await db.delivery.findFirst({ where: { organizationId }, orderBy: { id: 'asc' } });
    expect(first?.notification).toMatchObject({
      ...{ kind: 'alert', title: 'Cost', value: '$7.00', threshold: '$5.00', window: 'last 5 minutes' },
      explorerUrl: expect.stringContaining(
        '/requests?from=2026-11-20T11%3A57%3A00.000Z&to=2026-11-20T12%3A02%3A00.000Z',
      ),
    });
    expect(await registry.metrics()).toMatch(/alert_evaluation_lag_seconds_count \d+/);
  });

  test('leaves nothing behind of a transition that was cut off, and tells it once afterwards', async () => {
    await create(costAbove(1));
    await send(3);
    const due = await findDueRules(db, new Date(now), 10);
    const moment = { now, at: now - 10_000, clock: { minuteMs: MINUTE } };
    const answer = [{ group: [], ranges: [{ requests: 3, values: [3] }] }];
    const evaluations = due.flatMap((each) => judgeAnswer(each, 0, answer, moment));
    expect(evaluations.map(({ transition }) => transition)).toEqual(['fired']);
    // The last step of the transaction fails.
    await expect(storeEvaluations(db, evaluations, { webUrl: 'nowhere' })).rejects.toThrow();
    expect(await db.alertState.count()).toBe(0);
    expect(await db.alertEvent.count()).toBe(0);
    expect(await told()).toEqual([]);
    // Stored, and then again: by one who died before it could say so, and by one who comes late.
    expect(await storeEvaluations(db, evaluations, { webUrl })).toBe(1);
    expect(await storeEvaluations(db, evaluations, { webUrl })).toBe(0);
    await minute();
    expect(await told()).toEqual(['fired']);
    expect(await db.alertEvent.count()).toBe(1);
  });

  test('gives each group a state of its own, also where one falls silent', async () => {
    await create(costAbove(5, { groupBy: ['user'], filter: 'status:200' }));
    await send(7, { user_id: 'ada' });
    await send(2, { user_id: 'bob' });
    await send(9, { user_id: 'eve', status: 500, outcome: 'failed' });
    await minute();
    const shown = await stands();
    expect(shown?.groups.map(({ group, status, value }) => [group.user, status, value])).toEqual([
      ['ada', 'firing', 7],
      ['bob', 'ok', 2],
    ]);
    await minutes(6);
    expect(await told()).toEqual(['fired', 'resolved']);
    const { items } = await listAlertEvents(context(), { limit: 10 });
    expect(items[0]).toMatchObject({
      group: { user: 'ada' },
      filter: { and: [{ field: 'status' }, { field: 'userId', operator: '=', value: 'ada' }] },
    });
  });

  test('asks once for rules that want the same requests', async () => {
    const query = vi.spyOn(clickHouse, 'query');
    await create(costAbove(5));
    await create(costAbove(9));
    await create(costAbove(9, { metric: { metric: 'latency', aggregation: 'p95' } }));
    await evaluateDue(engines[0]);
    const asked = query.mock.calls.filter(([{ query: text }]) => text.includes('AS values'));
    expect(asked).toHaveLength(1);
    query.mockRestore();
  });

  test('is quiet while snoozed or in maintenance, and fires afterwards', async () => {
    const { id } = await create(costAbove(1));
    await snoozeAlertRule(context(), { id, until: new Date(now + 2 * MINUTE).toISOString() });
    await createMaintenanceWindow(
      context(),
      {
        ...{ name: 'Move', repeats: 'never', ruleIds: [] },
        startsAt: new Date(now + MINUTE).toISOString(),
        endsAt: new Date(now + 4 * MINUTE).toISOString(),
      },
      new Date(now),
    );
    for (let at = 0; at < 4; at++) {
      await send(2);
      await minute();
      expect(await stands()).toMatchObject({ status: at < 3 ? 'pending' : 'firing', isMuted: at < 3 });
    }
    expect(await told()).toEqual(['fired']);
  });

  test('tells again while it fires, until somebody looks after it', async () => {
    await create(costAbove(1, { renotifyMinutes: 5, window: { kind: 'rolling', minutes: 60 } }));
    await send(5);
    await minutes(12);
    expect(await told()).toEqual(['fired', 'renotified', 'renotified']);
    const [event] = (await listAlertEvents(context(), { limit: 1 })).items;
    await acknowledgeAlert(context(), { id: event?.id ?? '' }, new Date(now));
    await minutes(12);
    expect(await told()).toHaveLength(3);
  });

  test('says once that a rule can not be evaluated, and fires on when it can', async () => {
    const { id } = await create(costAbove(1));
    await send(5);
    await minute();
    const working = engines[0].clickHouse;
    const nowhere = createClickHouseClient({ url: 'http://127.0.0.1:9', database: 'none' });
    for (const engine of engines) engine.clickHouse = nowhere;
    await minutes(8);
    expect(await stands()).toMatchObject({ status: 'error', error: expect.stringContaining('ClickHouse') });
    expect(await told()).toEqual(['fired', 'error']);
    for (const engine of engines) engine.clickHouse = working;
    await minute();
    expect(await told()).toEqual(['fired', 'error', 'resolved']);
    expect(await stands()).toMatchObject({ rule: { id }, status: 'ok', error: null });
    await nowhere.close();
  });

  test('ends what fires of a rule that is switched off, and stores nothing of it any more', async () => {
    const { id } = await create(costAbove(1));
    await send(5);
    await minute();
    now += MINUTE;
    const late = await findDueRules(db, new Date(now), 10);
    await enableAlertRule({ ...context(), webUrl }, { id, enabled: false }, new Date(now));
    expect(await told()).toEqual(['fired', 'resolved']);
    const moment = { now, at: now - 10_000, clock: { minuteMs: MINUTE } };
    await storeEvaluations(
      db,
      late.flatMap((each) => judgeAnswer(each, 0, [], moment)),
      { webUrl },
    );
    expect(await db.alertState.count()).toBe(0);
    expect(await told()).toEqual(['fired', 'resolved']);
  });

  test('knows that there is no data, and what came late', async () => {
    const silent = { kind: 'no_data' } as const;
    await create(
      costAbove(1, { name: 'Silence', condition: silent, window: { kind: 'rolling', minutes: 3 } }),
    );
    await send(1);
    await minute();
    expect(await told()).toEqual([]);
    await minutes(4);
    expect(await told()).toEqual(['fired']);
    // Logged only now, though it was two minutes ago.
    await send(1, { created_at: new Date(now - MINUTE).toISOString().replace('T', ' ').slice(0, 23) });
    await minute();
    expect(await told()).toEqual(['fired', 'resolved']);
  });
});
