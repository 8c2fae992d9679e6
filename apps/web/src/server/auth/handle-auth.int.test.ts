import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDbClient, type DbClient } from '@heliograph/db/client';
import { migratedPostgres } from '@heliograph/db/testing/migrated-postgres';
import type { FreshPostgres } from '@heliograph/stack/testing/services';
import { parseEnv } from '../../env.ts';
import { DB_WAIT_MS } from '../../env.ts';
import { createAuth } from './auth.ts';
import { createAuthHandler } from './handle-auth.ts';

let database: FreshPostgres;
let db: DbClient;
const logged: string[] = [];

/** A handler of its own, as another process would have it. */
function startHandler(settings: Record<string, string> = {}) {
  const env = parseEnv({
    DATABASE_URL: database.url,
    CLICKHOUSE_URL: 'http://127.0.0.1:1',
    BETTER_AUTH_SECRET: 'a secret for tests that is long enough',
    ...settings,
  });
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  return createAuthHandler({ env, log, auth: createAuth({ env, log, db }) });
}

let handle: ReturnType<typeof startHandler>;

beforeAll(async () => {
  database = await migratedPostgres();
  db = createDbClient(database.url, { waitMs: DB_WAIT_MS });
  handle = startHandler();
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

function post(path: string, body: unknown, headers: Record<string, string> = {}): Request {
  return new Request(`http://localhost:3000/api/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', host: 'localhost:3000', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const password = 'correct horse battery';
let people = 0;
const person = () => ({ name: 'Ada Lovelace', email: `ada-${++people}@example.com`, password });

describe('sign-up', () => {
  it('makes a person with an organization they own, and signs them in', async () => {
    const ada = person();
    const response = await handle(post('/sign-up/email', ada));
    expect(response.status).toBe(200);
    const { user } = await response.json();

    const session = await db.session.findFirstOrThrow({ where: { userId: user.id } });
    const member = await db.member.findFirstOrThrow({
      where: { userId: user.id },
      include: { organization: true },
    });
    expect(member).toMatchObject({ role: 'owner', organization: { name: "Ada Lovelace's organization" } });
    expect(session.activeOrganizationId).toBe(member.organizationId);
    expect(user.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(response.headers.getSetCookie().join()).toMatch(
      /heliograph\.session_token=.+HttpOnly; SameSite=Lax/,
    );
    expect(logged.join()).not.toContain(password);
  });

  it.each([
    ['a short password', { password: 'seven77' }, 400, 'PASSWORD_TOO_SHORT', /at least 8 characters/],
    [
      'a very long password',
      { password: 'x'.repeat(129) },
      400,
      'PASSWORD_TOO_LONG',
      /at most 128 characters/,
    ],
    ['a password that is no text', { password: 12345678 }, 400, 'VALIDATION_ERROR', /password/],
    ['no e-mail', { email: 'ada' }, 400, 'VALIDATION_ERROR', /email/i],
    ['a blank name', { name: '  ' }, 400, 'INVALID_NAME', /your name/],
    ['a control character in the name', { name: 'a\u0007b' }, 400, 'INVALID_NAME', /control/],
    ['a NUL', { name: 'a\u0000b' }, 400, 'INVALID_REQUEST', /NUL/],
    ['an endless e-mail', { email: `${'a'.repeat(250)}@example.com` }, 400, 'INVALID_EMAIL', /at most 254/],
  ])('says what is wrong with %s', async (_, wrong, status, code, message) => {
    const response = await handle(post('/sign-up/email', { ...person(), ...wrong }));
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('says so where the e-mail is taken, in whatever case', async () => {
    const ada = person();
    await handle(post('/sign-up/email', ada));
    const again = await handle(post('/sign-up/email', { ...ada, email: ada.email.toUpperCase() }));
    expect(again.status).toBe(422);
    expect(await again.json()).toMatchObject({ message: expect.stringContaining('already exists') });
  });

  it('takes several dozen people from one address at once', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 36 }, async () => (await handle(post('/sign-up/email', person()))).status),
    );
    expect(statuses).toEqual(Array(36).fill(200));
  });

  it('leaves nothing of a person whose organization could not be made, so that they can try again', async () => {
    const ada = person();
    await db.$executeRaw`ALTER TABLE "organizations" ADD CONSTRAINT "none" CHECK (false) NOT VALID`;
    const failed = await handle(post('/sign-up/email', ada));
    await db.$executeRaw`ALTER TABLE "organizations" DROP CONSTRAINT "none"`;
    expect(failed.status).toBe(500);
    expect(await db.user.count({ where: { email: ada.email } })).toBe(0);

    expect((await handle(post('/sign-up/email', ada))).status).toBe(200);
  });

  it('lets one of two sign-ups with the same e-mail win', async () => {
    const ada = person();
    const statuses = await Promise.all(
      [1, 2].map(async () => (await handle(post('/sign-up/email', ada))).status),
    );
    expect(statuses.sort()).toEqual([200, 422]);
    expect(await db.user.count({ where: { email: ada.email } })).toBe(1);
  });
});

describe('sign-in', () => {
  it('mends a missing organization', async () => {
    const ada = person();
    const { user } = await (await handle(post('/sign-up/email', ada))).json();
    await db.organization.deleteMany({ where: { members: { some: { userId: user.id } } } });

    expect((await handle(post('/sign-in/email', ada))).status).toBe(200);
    expect(await db.member.count({ where: { userId: user.id, role: 'owner' } })).toBe(1);
  });

  it('says the same of an unknown person and a wrong password', async () => {
    const ada = person();
    await handle(post('/sign-up/email', ada));
    const wrong = await handle(post('/sign-in/email', { ...ada, password: 'wrong password' }));
    const unknown = await handle(post('/sign-in/email', { ...ada, email: 'nobody@example.com' }));
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.json()).toEqual(await unknown.json());
  });

  it('lets someone in who mistypes a few times, and forgets it then', async () => {
    const ada = person();
    await handle(post('/sign-up/email', ada));
    for (let round = 0; round < 3; round++) {
      for (let typo = 0; typo < 5; typo++) {
        expect((await handle(post('/sign-in/email', { ...ada, password: `typo ${typo}!` }))).status).toBe(
          401,
        );
      }
      expect((await handle(post('/sign-in/email', ada))).status).toBe(200);
    }
  });

  it('stops guessing at one account, from however many addresses and through however many processes', async () => {
    const ada = person();
    await handle(post('/sign-up/email', ada));
    const processes = [handle, startHandler()];
    const guesses = await Promise.all(
      Array.from({ length: 25 }, (_, guess) =>
        (processes[guess % 2] ?? handle)(
          post(
            '/sign-in/email',
            { ...ada, password: `guess ${guess}` },
            { 'x-forwarded-for': `198.51.100.${guess}` },
          ),
        ),
      ),
    );
    const statuses = guesses.map((response) => response.status).sort();
    expect(statuses).toEqual([...Array<number>(10).fill(401), ...Array<number>(15).fill(429)]);

    const refused = await handle(post('/sign-in/email', ada, { 'x-forwarded-for': '203.0.113.9' }));
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({
      message: expect.stringMatching(/Too many failed log-ins.+minutes/),
    });
    expect(JSON.stringify(await db.rateLimit.findMany())).not.toContain(ada.email);
  });

  it('stops one address from trying many accounts', async () => {
    const limited = startHandler({ AUTH_MAX_FAILED_SIGN_INS_PER_IP: '5' });
    const from = { 'x-forwarded-for': '192.0.2.77' };
    const statuses: number[] = [];
    for (let guess = 0; guess < 7; guess++) {
      statuses.push((await limited(post('/sign-in/email', person(), from))).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });
});

describe('requests that are not as they should be', () => {
  it('stops writes from pages of other sites', async () => {
    const response = await handle(post('/sign-up/email', person(), { origin: 'https://evil.example' }));
    expect(response.status).toBe(403);
  });

  it('takes a page opened as 127.0.0.1, and a program like Node’s fetch', async () => {
    const page = await handle(
      post('/sign-up/email', person(), { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' }),
    );
    const program = await handle(post('/sign-up/email', person(), { 'sec-fetch-mode': 'cors' }));
    expect([page.status, program.status]).toEqual([200, 200]);
  });

  it.each([
    ['broken JSON', post('/sign-in/email', '{'), 400],
    ['no body', post('/sign-in/email', ''), 400],
    ['a body that is a list', post('/sign-in/email', []), 400],
    ['a path that is none', post('/no-such-thing', {}), 404],
    ['a huge body', post('/sign-in/email', { email: 'a'.repeat(1_000_001) }), 413],
  ])('answers %s with a message', async (_, request, status) => {
    const response = await handle(request);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      code: expect.any(String),
      message: expect.stringMatching(/.+/),
    });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('says 400 of an id that is no UUID', async () => {
    const signedUp = await handle(post('/sign-up/email', person()));
    const cookie = signedUp.headers
      .getSetCookie()
      .map((entry) => entry.split(';')[0])
      .join('; ');
    const response = await handle(
      post('/organization/set-active', { organizationId: 'no uuid' }, { cookie }),
    );
    expect(response.status).toBe(400);
  });

  it('says 503 where Postgres is away', async () => {
    const env = parseEnv({
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
      CLICKHOUSE_URL: 'http://127.0.0.1:1',
      BETTER_AUTH_SECRET: 'a secret for tests that is long enough',
    });
    const log = pino({ level: 'silent' });
    const away = createDbClient(env.databaseUrl);
    const response = await createAuthHandler({ env, log, auth: createAuth({ env, log, db: away }) })(
      post('/sign-in/email', person()),
    );
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await away.$disconnect();
  });
});
