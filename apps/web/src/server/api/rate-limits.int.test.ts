import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrateClickHouse } from '@heliograph/clickhouse/migrate';
import { migratePostgres } from '@heliograph/db/migrate';
import { freshClickHouse, freshPostgres } from '@heliograph/stack/testing/services';
import { createContext, type WebContext } from '../../context.ts';
import { parseEnv } from '../../env.ts';

let postgres: Awaited<ReturnType<typeof freshPostgres>>;
let clickHouse: Awaited<ReturnType<typeof freshClickHouse>>;
let context: WebContext;
let cookie: string;

beforeAll(async () => {
  [postgres, clickHouse] = await Promise.all([freshPostgres(), freshClickHouse()]);
  const env = parseEnv({
    DATABASE_URL: postgres.url,
    CLICKHOUSE_URL: `${clickHouse.url.replace(/\/$/, '')}/${clickHouse.database}`,
    BETTER_AUTH_SECRET: 'a secret for tests that is long enough',
    LOG_LEVEL: 'silent',
  });
  await Promise.all([migratePostgres(env.databaseUrl), migrateClickHouse({ url: env.clickHouseUrl })]);
  context = createContext(env);
  const response = await context.handleAuth(
    new Request('http://localhost:3000/api/auth/sign-up/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Ada', email: 'limits@example.com', password: 'correct horse' }),
    }),
  );
  cookie = response.headers
    .getSetCookie()
    .map((entry) => entry.split(';')[0])
    .join('; ');
});
afterAll(async () => {
  await context.close();
  await Promise.all([postgres.drop(), clickHouse.drop()]);
});

async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = { cookie },
) {
  const response = await context.handleApi(
    new Request(`http://localhost:3000/api/v1${path}`, {
      method,
      headers: { host: 'localhost:3000', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  const json = text === '' ? null : (JSON.parse(text) as Record<string, unknown>);
  return { status: response.status, body: json };
}

const rule = { name: 'Fair use', quota: 100, windowSeconds: 3600, unit: 'request', segment: { by: 'user' } };

it('rules are created, switched off and deleted over the API', async () => {
  const created = await call('POST', '/rate-limits', rule);
  expect(created).toMatchObject({
    status: 201,
    body: { ...rule, model: null, enabled: true, createdBy: 'Ada' },
  });
  const path = `/rate-limits/${String(created.body?.id)}`;
  expect(await call('PATCH', path, { enabled: false })).toMatchObject({
    status: 200,
    body: { ...rule, enabled: false },
  });
  expect((await call('GET', '/rate-limits')).body).toMatchObject({ items: [{ enabled: false }] });
  expect((await call('DELETE', path)).status).toBe(204);
  expect((await call('DELETE', path)).status).toBe(404);
});

it.each([
  ['half a request', { ...rule, quota: 1.5 }],
  ['nothing at all', { ...rule, quota: 0 }],
  ['a window of more than a year', { ...rule, windowSeconds: 31_536_001 }],
  ['a property without a name', { ...rule, segment: { by: 'property', name: '' } }],
])('a rule for %s is refused', async (_what, input) => {
  expect(await call('POST', '/rate-limits', input)).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid_request' } },
  });
});

it('what limits refused is told over time, empty buckets included', async () => {
  const timeRange = { from: '2026-11-21T00:00:00Z', to: '2026-11-22T00:00:00Z' };
  const { status, body } = await call('POST', '/rate-limits/limited', { timeRange });
  expect(status).toBe(200);
  expect(body).toMatchObject({ total: 0, stepSeconds: 900, limits: [] });
  expect(body?.buckets).toHaveLength(96);
});

it('a key has limits, a budget and an end, and counts no more from then on', async () => {
  const limits = [{ quota: 60, windowSeconds: 60, unit: 'request', segment: { by: 'global' } }];
  const created = await call('POST', '/keys', { name: 'app', limits, monthlyBudgetUsd: '12.50' });
  expect(created.status).toBe(201);
  const path = `/keys/${String(created.body?.id)}`;
  const auth = { authorization: `Bearer ${String(created.body?.key)}` };
  expect((await call('GET', '/me', undefined, auth)).status).toBe(200);
  expect((await call('GET', '/keys')).body).toMatchObject({
    items: [{ limits, expiresAt: null, budget: { monthlyUsd: '12.5', spentUsd: '0', state: 'ok' } }],
  });
  const past = '2026-01-01T00:00:00Z';
  expect(await call('PATCH', path, { expiresAt: past, monthlyBudgetUsd: null })).toMatchObject({
    status: 200,
    body: { name: 'app', expiresAt: '2026-01-01T00:00:00.000Z', budget: null, limits },
  });
  expect(await call('GET', '/me', undefined, auth)).toMatchObject({
    status: 401,
    body: { error: { code: 'expired_api_key' } },
  });
  expect((await call('PATCH', path, { monthlyBudgetUsd: '0' })).status).toBe(400);
});
