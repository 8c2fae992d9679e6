import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migratedClickHouse } from '@heliograph/clickhouse/testing/migrated-clickhouse';
import { migratedPostgres } from '@heliograph/db/testing/migrated-postgres';
import { createContext, type WebContext } from '../../context.ts';
import { parseEnv } from '../../env.ts';

/** An answer, its body parsed where there is one. */
interface Answer {
  status: number;
  // A test reads whatever it expects.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

/** Somebody with an organization of their own. */
export interface Tenant {
  organizationId: string;
  /** Headers of the signed-in person, and of an API key of the organization. */
  cookie: Record<string, string>;
  key: Record<string, string>;
  /** A call of the API with the key. */
  call(method: string, path: string, body?: unknown): Promise<Answer>;
}

export interface ApiUnderTest {
  context: WebContext;
  send(
    handler: (request: Request) => Promise<Response>,
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: unknown,
  ): Promise<Answer>;
  signUp(): Promise<Tenant>;
  close(): Promise<void>;
}

const origin = 'http://localhost:3000';

/** The dashboard's server over databases of its own. `settings` are of its environment. */
export async function openApi(settings: Record<string, string> = {}): Promise<ApiUnderTest> {
  const [postgres, clickHouse] = await Promise.all([migratedPostgres(), migratedClickHouse()]);
  const exportDirectory = await mkdtemp(path.join(tmpdir(), 'heliograph-exports-'));
  const env = parseEnv({
    EXPORT_DIR: exportDirectory,
    DATABASE_URL: postgres.url,
    CLICKHOUSE_URL: `${clickHouse.url.replace(/\/$/, '')}/${clickHouse.database}`,
    BETTER_AUTH_SECRET: 'a secret for tests that is long enough',
    LOG_LEVEL: 'silent',
    ...settings,
  });
  const context = createContext(env);

  const send: ApiUnderTest['send'] = async (handler, method, path, headers, body) => {
    const response = await handler(
      new Request(`${origin}${path}`, {
        method,
        headers: { host: 'localhost:3000', ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };

  let people = 0;
  const signUp = async (): Promise<Tenant> => {
    const response = await context.handleAuth(
      new Request(`${origin}/api/auth/sign-up/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          name: 'Ada',
          email: `person-${++people}@example.com`,
          password: 'correct horse',
        }),
      }),
    );
    const cookie = {
      cookie: response.headers
        .getSetCookie()
        .map((entry) => entry.split(';')[0])
        .join('; '),
    };
    const me = await send(context.handleApi, 'GET', '/api/v1/me', cookie);
    const created = await send(context.handleApi, 'POST', '/api/v1/keys', cookie, { name: 'Tests' });
    const key = { authorization: `Bearer ${created.body.key}` };
    return {
      organizationId: me.body.organization.id,
      cookie,
      key,
      call: (method, path, body) => send(context.handleApi, method, `/api/v1${path}`, key, body),
    };
  };

  return {
    context,
    send,
    signUp,
    close: async () => {
      await context.close();
      await Promise.all([
        postgres.drop(),
        clickHouse.drop(),
        rm(exportDirectory, { recursive: true, force: true }),
      ]);
    },
  };
}

/** A row of `requests` with what a test says of it; every other column has its default. */
export function requestRow(organizationId: string, row: Record<string, unknown> & { id: string }) {
  return {
    organization_id: organizationId,
    created_at: '2026-11-20 12:00:00.000',
    api_key_id: '019aa2b4-0000-7000-8000-000000000999',
    provider: 'openai',
    api_format: 'openai-chat',
    method: 'POST',
    path: '/v1/chat/completions',
    status: 200,
    outcome: 'success',
    usage_source: 'reported',
    attempts: '[]',
    ...row,
  };
}

/** Puts rows into `requests`, and a body for each into `request_bodies`. */
export async function insertRequestRows(
  context: WebContext,
  rows: ReturnType<typeof requestRow>[],
): Promise<void> {
  await context.clickHouse.insert({ table: 'requests', format: 'JSONEachRow', values: rows });
  await context.clickHouse.insert({
    table: 'request_bodies',
    format: 'JSONEachRow',
    values: rows.map(({ organization_id, created_at, id }) => ({
      organization_id,
      created_at,
      id,
      request_body: '{"model":"gpt-4o","messages":[]}',
      response_body: '{"choices":[]}',
    })),
  });
}
