import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiErrorSchema } from '@heliograph/contracts/api-schemas';
import { migratedClickHouse } from '@heliograph/clickhouse/testing/migrated-clickhouse';
import { migratedPostgres } from '@heliograph/db/testing/migrated-postgres';
import type { FreshClickHouse, FreshPostgres } from '@heliograph/stack/testing/services';
import { createContext, type WebContext } from '../../context.ts';
import { parseEnv } from '../../env.ts';

let postgres: FreshPostgres;
let clickHouse: FreshClickHouse;
let context: WebContext;
/** Everything that was logged, and everything that must not be. */
const logged: string[] = [];
const secrets = new Set<string>(['correct horse']);

const settings = () => ({
  DATABASE_URL: postgres.url,
  CLICKHOUSE_URL: `${clickHouse.url.replace(/\/$/, '')}/${clickHouse.database}`,
  BETTER_AUTH_SECRET: 'a secret for tests that is long enough',
  PROXY_URL: 'https://proxy.example.com',
  LOG_LEVEL: 'trace',
});

beforeAll(async () => {
  [postgres, clickHouse] = await Promise.all([migratedPostgres(), migratedClickHouse()]);
  const env = parseEnv(settings());
  context = createContext(env, { write: (line) => void logged.push(line) });
});
afterAll(async () => {
  await context.close();
  await Promise.all([postgres.drop(), clickHouse.drop()]);
});

type Credentials = Record<string, string>;

function call(
  method: string,
  path: string,
  credentials: Credentials = {},
  body?: unknown,
): Promise<Response> {
  const init = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  return context.handleApi(
    new Request(`http://localhost:3000/api/v1${path}`, {
      method,
      headers: { host: 'localhost:3000', ...credentials },
      ...init,
    }),
  );
}

/** Status and error code of a refusal, which must have the one error shape. */
async function refusal(response: Response): Promise<[number, string]> {
  const { error } = apiErrorSchema.parse(await response.json());
  expect(error.message).not.toBe('');
  return [response.status, error.code];
}

let people = 0;
async function signUp(name = 'Ada Lovelace'): Promise<Credentials> {
  const response = await context.handleAuth(
    new Request('http://localhost:3000/api/auth/sign-up/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, email: `person-${++people}@example.com`, password: 'correct horse' }),
    }),
  );
  expect(response.status).toBe(200);
  const { token } = await response.clone().json();
  secrets.add(token);
  return {
    cookie: response.headers
      .getSetCookie()
      .map((entry) => entry.split(';')[0])
      .join('; '),
  };
}

interface CreatedKey {
  id: string;
  key: string;
  last4: string;
}
async function createKey(credentials: Credentials, name = 'Checkout'): Promise<CreatedKey> {
  const response = await call('POST', '/keys', credentials, { name });
  expect(response.status).toBe(201);
  const created: CreatedKey = await response.json();
  secrets.add(created.key);
  return created;
}
const bearer = (key: string): Credentials => ({ authorization: `Bearer ${key}` });
const timeRange = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };

describe('from sign-up to a revoked key', () => {
  it('works with the session and with the key', async () => {
    const ada = await signUp();
    const { id, key, last4 } = await createKey(ada);
    expect(key).toMatch(/^sk-helicone-[\w-]{43}$/);
    expect(last4).toBe(key.slice(-4));

    const listed = await (await call('GET', '/keys', bearer(key))).json();
    expect(listed.items).toMatchObject([{ id, name: 'Checkout', last4, createdBy: 'Ada Lovelace' }]);
    expect(listed.items[0].lastUsedAt).toEqual(expect.any(String));
    expect(JSON.stringify(listed)).not.toContain(key);

    const revoked = await call('DELETE', `/keys/${id}`, ada);
    expect([revoked.status, await revoked.text()]).toEqual([204, '']);
    expect(await refusal(await call('GET', '/me', bearer(key)))).toEqual([401, 'revoked_api_key']);
    expect(await (await call('GET', '/keys', ada)).json()).toEqual({ items: [] });
  });

  it('says who is calling', async () => {
    const ada = await signUp('Grace Hopper');
    const me = await (await call('GET', '/me', ada)).json();
    expect(me).toMatchObject({
      user: { name: 'Grace Hopper' },
      organization: { name: "Grace Hopper's organization" },
      role: 'owner',
      apiKeyId: null,
      proxyUrl: 'https://proxy.example.com',
      demoProviderUrl: null,
    });
    const { id, key } = await createKey(ada);
    const asKey = await (await call('GET', '/me', bearer(key))).json();
    expect(asKey).toMatchObject({ user: null, organization: me.organization, role: null, apiKeyId: id });
  });
});

describe('tenants', () => {
  it('see and touch nothing of each other', async () => {
    const [ada, eve] = [await signUp(), await signUp('Eve')];
    const { id, key } = await createKey(ada);
    const evesKey = bearer((await createKey(eve, 'Eve’s')).key);

    for (const credentials of [eve, evesKey]) {
      expect(await refusal(await call('DELETE', `/keys/${id}`, credentials))).toEqual([404, 'not_found']);
      const { items } = await (await call('GET', '/keys', credentials)).json();
      expect(items).toMatchObject([{ name: 'Eve’s' }]);
    }
    expect((await call('GET', '/me', bearer(key))).status).toBe(200);
  });

  it('lose access with their membership', async () => {
    const ada = await signUp();
    const { organization } = await (await call('GET', '/me', ada)).json();
    await context.db.member.deleteMany({ where: { organizationId: organization.id } });
    expect(await refusal(await call('GET', '/keys', ada))).toEqual([403, 'forbidden']);
  });
});

describe('credentials', () => {
  it.each<[string, Credentials, string]>([
    ['none', {}, 'missing_api_key'],
    ['another scheme', { authorization: 'Basic YWRhOnB3' }, 'malformed_api_key'],
    [
      'a provider’s key',
      { authorization: 'Bearer sk-proj-abcdefghijklmnopqrstuvwxyz123456' },
      'malformed_api_key',
    ],
    ['an unknown key', { authorization: `Bearer sk-helicone-${'x'.repeat(43)}` }, 'invalid_api_key'],
    ['a session that is none', { cookie: 'heliograph.session_token=abc.def' }, 'unauthenticated'],
  ])('are refused with a code of their own: %s', async (_, credentials, code) => {
    const response = await call('GET', '/me', credentials);
    expect(response.headers.get('www-authenticate')).toContain('Bearer');
    expect(await refusal(response)).toEqual([401, code]);
  });

  it('end with the session', async () => {
    const ada = await signUp();
    await context.handleAuth(
      new Request('http://localhost:3000/api/auth/sign-out', { method: 'POST', headers: ada }),
    );
    expect(await refusal(await call('GET', '/me', ada))).toEqual([401, 'unauthenticated']);
  });

  it('of a browser do not work from a page of another site', async () => {
    const ada = await signUp();
    const evil = { ...ada, origin: 'https://evil.example' };
    expect(await refusal(await call('POST', '/keys', evil, { name: 'x' }))).toEqual([403, 'forbidden']);
    expect(await (await call('GET', '/keys', ada)).json()).toEqual({ items: [] });
    const own = { ...ada, origin: 'http://localhost:3000' };
    expect((await call('POST', '/keys', own, { name: 'x' })).status).toBe(201);
  });
});

describe('bad input', () => {
  it.each<[string, string, string, unknown, string[]]>([
    ['a missing field', 'POST', '/keys', {}, ['name']],
    ['a blank name', 'POST', '/keys', { name: '  ' }, ['name']],
    ['a name with a control character', 'POST', '/keys', { name: 'a\u0007' }, ['name']],
    ['an unknown field', 'POST', '/keys', { name: 'x', colour: 'red' }, ['']],
    ['no body', 'POST', '/keys', undefined, ['']],
    ['a body that is a list', 'POST', '/keys', [], ['']],
    ['an id that is no UUID', 'DELETE', '/keys/42', undefined, ['id']],
    [
      'a time range without end',
      'POST',
      '/requests/query',
      { timeRange: { from: timeRange.from } },
      ['timeRange.to'],
    ],
    ['two mistakes', 'POST', '/requests/query', { timeRange, limit: 0, cursor: 7 }, ['limit', 'cursor']],
    [
      'a time range backwards',
      'POST',
      '/requests/query',
      { timeRange: { from: timeRange.to, to: timeRange.from } },
      ['timeRange'],
    ],
    [
      'an unknown filter field',
      'POST',
      '/requests/query',
      { timeRange, filter: { field: 'x', operator: '=', value: 1 } },
      ['filter.field'],
    ],
    [
      'a filter text with a slip',
      'POST',
      '/requests/query',
      { timeRange, filter: 'name:a modle:b' },
      ['filter'],
    ],
  ])('names each path: %s', async (_, method, path, body, paths) => {
    const response = await call(method, path, await signUp(), body);
    expect(response.status).toBe(400);
    const { error } = apiErrorSchema.parse(await response.json());
    expect(error.code).toBe('invalid_request');
    expect(error.details).toMatchObject({
      issues: paths.map((at) => ({ path: at, message: expect.any(String) })),
    });
  });

  it.each<[string, string, string, unknown, number, string]>([
    ['a NUL', 'POST', '/keys', { name: 'a\u0000' }, 400, 'invalid_request'],
    [
      'a cursor that is none',
      'POST',
      '/requests/query',
      { timeRange, cursor: 'nonsense' },
      400,
      'invalid_request',
    ],
    ['broken JSON', 'POST', '/keys', '{"name":', 400, 'invalid_request'],
    ['a form', 'POST', '/keys', 'name=x', 400, 'invalid_request'],
    ['JSON without a floor', 'POST', '/requests/query', '['.repeat(500_000), 400, 'invalid_request'],
    ['a huge body', 'POST', '/keys', 'x'.repeat(1_000_001), 413, 'body_too_large'],
    ['an unknown path', 'GET', '/nothing', undefined, 404, 'unknown_path'],
    ['an unknown id', 'GET', '/requests/019a9f60-11b2-7c0e-8f43-6a1d2b3c4d5e', undefined, 404, 'not_found'],
    ['a wrong method', 'PUT', '/keys', '{}', 405, 'method_not_allowed'],
  ])('answers %s in the one shape', async (_, method, path, body, status, code) => {
    expect(await refusal(await call(method, path, await signUp(), body))).toEqual([status, code]);
  });

  it('says which methods a path takes', async () => {
    const response = await call('PATCH', '/keys', {}, {});
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'POST']);
  });
});

describe('requests', () => {
  it('show to those whose they are, and to nobody else', async () => {
    const [ada, eve] = [await signUp(), await signUp('Eve')];
    const { organization } = await (await call('GET', '/me', ada)).json();
    const id = '019aa2b4-0000-7000-8000-000000000001';
    await context.clickHouse.insert({
      table: 'requests',
      format: 'JSONEachRow',
      values: [
        {
          organization_id: organization.id,
          created_at: '2026-11-20 12:00:00.000',
          id,
          api_key_id: id,
          provider: 'openai',
          api_format: 'openai-chat',
          status: 200,
          outcome: 'success',
          usage_source: 'reported',
          attempts: '[]',
          attempt_count: 1,
          fallback_index: null,
          input_tokens: 12,
          output_tokens: 30,
          name: 'summarise',
        },
      ],
    });
    const bearers = bearer((await createKey(ada)).key);
    const query = { timeRange, filter: { field: 'name', operator: '=', value: 'summarise' } };
    for (const credentials of [ada, bearers]) {
      const { items } = await (await call('POST', '/requests/query', credentials, query)).json();
      expect(items).toMatchObject([
        { id, createdAt: '2026-11-20T12:00:00.000Z', usage: { totalTokens: 42 }, costUsd: null },
      ]);
      expect(await (await call('GET', `/requests/${id}`, credentials)).json()).toMatchObject({
        id,
        name: 'summarise',
      });
    }
    const idsBy = async (filter: string): Promise<unknown> => {
      const answer = await call('POST', '/requests/query', ada, { timeRange, filter });
      return (await answer.json()).items.map((item: { id: string }) => item.id);
    };
    expect(await idsBy('name:SUM* tokens:40..50 status:2xx -user:*')).toEqual([id]);
    expect(await idsBy('name:~mari (stream:true OR provider:openai,azure)')).toEqual([id]);
    expect(await idsBy('name:summarise -tokens:42')).toEqual([]);
    expect(await idsBy('')).toEqual([id]);
    expect(await (await call('POST', '/requests/query', eve, query)).json()).toEqual({
      items: [],
      nextCursor: null,
    });
    expect(await refusal(await call('GET', `/requests/${id}`, eve))).toEqual([404, 'not_found']);
  });

  it('are found over all of time', async () => {
    const always = { from: '0001-01-01T00:00:00Z', to: '9999-12-31T23:59:59Z' };
    expect((await call('POST', '/requests/query', await signUp(), { timeRange: always })).status).toBe(200);
  });

  it('are an empty page where there are none', async () => {
    const response = await call('POST', '/requests/query', await signUp(), { timeRange });
    expect(await response.json()).toEqual({ items: [], nextCursor: null });
  });

  it('are said to be away with ClickHouse, while the rest works', async () => {
    const ada = await signUp();
    const lame = createContext(parseEnv({ ...settings(), CLICKHOUSE_URL: 'http://127.0.0.1:1/default' }), {
      write: (line) => void logged.push(line),
    });
    const ask = (method: string, path: string, body?: unknown) =>
      lame.handleApi(
        new Request(`http://localhost:3000/api/v1${path}`, {
          method,
          headers: ada,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      );
    const query = await ask('POST', '/requests/query', { timeRange });
    expect(query.headers.get('retry-after')).toBe('5');
    expect(await refusal(query)).toEqual([503, 'service_unavailable']);
    const get = await ask('GET', '/requests/019a9f60-11b2-7c0e-8f43-6a1d2b3c4d5e');
    expect(await refusal(get)).toEqual([503, 'service_unavailable']);
    expect((await ask('GET', '/keys')).status).toBe(200);
    await lame.close();
  });
});

describe('every answer', () => {
  it('is kept out of caches', async () => {
    const ada = await signUp();
    for (const response of [
      await call('GET', '/me', ada),
      await call('GET', '/me'),
      await call('GET', '/openapi.json'),
    ]) {
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('has no body where only its head was asked for', async () => {
    const response = await call('HEAD', '/me', await signUp());
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('says nothing of the inside where something breaks', async () => {
    const ada = await signUp();
    await context.db.$executeRaw`ALTER TABLE "api_keys" RENAME TO "api_keys_gone"`;
    const response = await call('GET', '/keys', ada);
    await context.db.$executeRaw`ALTER TABLE "api_keys_gone" RENAME TO "api_keys"`;
    const text = await response.clone().text();
    expect(text).not.toMatch(/api_keys|prisma|SELECT/i);
    expect(await refusal(response)).toEqual([500, 'internal_error']);
  });

  it('is 503 where Postgres is away', async () => {
    const lame = createContext(
      parseEnv({ ...settings(), DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' }),
      { write: (line) => void logged.push(line) },
    );
    const request = new Request('http://localhost:3000/api/v1/me', {
      headers: bearer(`sk-helicone-${'x'.repeat(43)}`),
    });
    expect(await refusal(await lame.handleApi(request))).toEqual([503, 'service_unavailable']);
    const session = new Request('http://localhost:3000/api/v1/me', { headers: await signUp() });
    expect(await refusal(await lame.handleApi(session))).toEqual([503, 'service_unavailable']);
    await lame.close();
  });

  it('of openapi.json names this installation and needs no credentials', async () => {
    const document = await (await call('GET', '/openapi.json')).json();
    expect(document).toMatchObject({
      openapi: expect.stringMatching(/^3\.1/),
      servers: [{ url: 'http://localhost:3000/api/v1' }],
    });
  });
});

describe('the log', () => {
  it('tells of every call, and holds no key, password or session', async () => {
    const { key } = await createKey(await signUp());
    await call('GET', `/me?key=${key}`, bearer(key));
    expect(logged.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ method: 'GET', path: '/api/v1/me', status: 200, msg: 'api call' }),
    );
    expect(secrets.size).toBeGreaterThan(10);
    for (const secret of secrets) expect(logged.join('')).not.toContain(secret);
  });
});

describe("an organization's settings", () => {
  it('are read and changed, and nothing else is taken', async () => {
    const ada = await signUp();
    const settings = async () => (await call('GET', '/organization/settings', ada)).json();
    expect(await settings()).toEqual({ headerPolicy: null });
    const changed = await call('PATCH', '/organization/settings', ada, { headerPolicy: 'lenient' });
    expect([changed.status, await changed.json()]).toEqual([200, { headerPolicy: 'lenient' }]);
    expect(await settings()).toEqual({ headerPolicy: 'lenient' });
    for (const body of [{ headerPolicy: 'loose' }, {}, { headerPolicy: 'strict', name: 'x' }]) {
      expect(await refusal(await call('PATCH', '/organization/settings', ada, body))).toEqual([
        400,
        'invalid_request',
      ]);
    }
    expect(await (await call('GET', '/organization/settings', await signUp())).json()).toEqual({
      headerPolicy: null,
    });
  });
});
