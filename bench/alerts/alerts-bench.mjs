import { rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { createDbClient } from '@heliograph/db/client';
import { migratePostgres } from '@heliograph/db/migrate';
import { createAlertRule } from '@heliograph/services/alert/create';
import { newAlertRuleSchema } from '@heliograph/contracts/alerts';
import { ensurePostgresDatabase, startPostgres } from '@heliograph/stack/start-postgres';
import { evaluateDue } from '../../apps/worker/dist/alerts/evaluate-due.js';
import { ours } from '../explorer/fill.mjs';
import { openExplorer } from '../explorer/open-explorer.mjs';
import { cpuMicroseconds } from '../proxy/process-usage.mjs';
import { makeRules } from './make-rules.mjs';

const POSTGRES_PORT = 18_932;
const TICK_MS = 5_000;
const MINUTE_MS = 60_000;
/** Share of a core that evaluating all rules every minute may take. */
const TARGET = 0.3;

/** What evaluating a thousand rules a minute costs, of worker, ClickHouse and Postgres. See bench/README.md. */
export async function alertsBench({ short, rows: wanted, rounds, data, json }) {
  const rows = wanted ?? (short ? 300_000 : 10_000_000);
  const minutes = rounds ?? (short ? 2 : 5);
  const explorer = await openExplorer({ rows, data });
  const postgresDir = path.join(explorer.dataDir, `postgres-${process.pid}`);
  const postgres = await startPostgres({
    dataDir: postgresDir,
    logFile: path.join(explorer.dataDir, 'postgres.log'),
    port: POSTGRES_PORT,
    durable: true,
  });
  const url = postgres.urlOf('alerts');
  await ensurePostgresDatabase(postgres.urlOf('postgres'), 'alerts');
  const db = createDbClient(url);
  try {
    await migratePostgres(url);
    const rules = makeRules(1_000);
    // The newest rows lie before, so that no window is emptier than it would be.
    let now = explorer.until - (minutes + 2) * MINUTE_MS;
    await createRules(db, rules, new Date(now - MINUTE_MS));
    const lags = [];
    let queries = 0;
    let failed = 0;
    const context = {
      ...{ db, clickHouse: counted(explorer.client, () => (queries += 1)), webUrl: 'http://localhost:3000' },
      ...{ clock: { minuteMs: MINUTE_MS }, now: () => now, log: { info() {}, warn() {} } },
      alertMetrics: { evaluated: (lag) => lags.push(lag), failed: (count) => (failed += count) },
    };
    const minute = async () => {
      let evaluated = 0;
      for (let tick = 0; tick < MINUTE_MS / TICK_MS; tick += 1) {
        now += TICK_MS;
        evaluated += await evaluateDue(context);
      }
      return evaluated;
    };
    // All begin at once, and find their places in the minute.
    await minute();
    await minute();
    queries = 0;
    const results = [];
    for (let n = 0; n < minutes; n += 1) {
      const before = cpuMicroseconds(process.pid);
      const startedAt = performance.now();
      const evaluated = await minute();
      const cpuMs = (cpuMicroseconds(process.pid) - before) / 1_000;
      results.push({ evaluated, cpuMs, wallMs: performance.now() - startedAt });
    }
    const total = (pick) => results.reduce((sum, result) => sum + pick(result), 0);
    const perMinute = total(({ evaluated }) => evaluated) / minutes;
    const share = total(({ cpuMs }) => cpuMs) / minutes / MINUTE_MS;
    const states = await db.alertState.groupBy({ by: ['status'], _count: true });
    process.stdout.write(
      `${explorer.rows} requests, ${rules.length} rules: ${Math.round(perMinute)} evaluations and ${Math.round(queries / minutes)} queries a minute, ` +
        `${failed} failed; ${(share * 100).toFixed(1)} % of a core (target ${TARGET * 100} %${share > TARGET ? ': NOT MET' : ''}), ` +
        `${Math.round(total(({ wallMs }) => wallMs) / minutes)} ms of the minute on ${availableParallelism()} cores\n` +
        `states: ${states.map(({ status, _count }) => `${_count} ${status}`).join(', ')}\n`,
    );
    if (json)
      await writeFile(
        json,
        JSON.stringify({ rows, perMinute, share, queries: queries / minutes, results }, null, 2),
      );
  } finally {
    await db.$disconnect();
    await postgres.stop();
    await explorer.close();
    await rm(postgresDir, { recursive: true, force: true });
  }
}

async function createRules(db, rules, at) {
  await db.organization.create({ data: { id: ours, name: 'Bench', slug: 'bench' } });
  const actor = { type: 'api_key', organizationId: ours, apiKeyId: ours };
  for (const rule of rules) await createAlertRule({ db, actor }, newAlertRuleSchema.parse(rule), at);
}

/** The client, telling of each query. */
function counted(client, note) {
  return new Proxy(client, {
    get(target, name) {
      const value = target[name];
      if (name !== 'query') return typeof value === 'function' ? value.bind(target) : value;
      return (...given) => {
        note();
        return value.apply(target, given);
      };
    },
  });
}
