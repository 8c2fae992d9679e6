import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type ApiUnderTest,
  insertRequestRows,
  openApi,
  requestRow,
  type Tenant,
} from '../testing/open-api.ts';

let server: ApiUnderTest;
let ours: Tenant;
let theirs: Tenant;

beforeAll(async () => {
  server = await openApi();
  [ours, theirs] = [await server.signUp(), await server.signUp()];
  const idOf = (number: number) => `019aa2b4-0000-7000-8000-00000000000${number}`;
  await insertRequestRows(server.context, [
    requestRow(ours.organizationId, { id: idOf(1), user_id: 'anna', model: 'gpt-4o' }),
    requestRow(ours.organizationId, { id: idOf(2), user_id: 'bert', model: 'gpt-4o' }),
    requestRow(theirs.organizationId, { id: idOf(3), user_id: 'eve', model: 'o3' }),
  ]);
});
afterAll(() => server.close());

it('answers a statement over the caller’s own rows, for a person and for a key', async () => {
  const sql =
    'SELECT user_id, count() AS n FROM requests WHERE model = {m:String} GROUP BY user_id ORDER BY user_id';
  const body = { sql, parameters: { m: 'gpt-4o' } };
  const answer = await ours.call('POST', '/sql', body);
  expect(answer).toMatchObject({
    status: 200,
    body: {
      columns: [
        { name: 'user_id', type: 'String' },
        { name: 'n', type: 'UInt64' },
      ],
      rows: [
        ['anna', 1],
        ['bert', 1],
      ],
      truncated: false,
    },
  });
  const signedIn = await server.send(server.context.handleApi, 'POST', '/api/v1/sql', ours.cookie, body);
  expect(signedIn.body.rows).toEqual(answer.body.rows);
  expect((await theirs.call('POST', '/sql', { sql: 'SELECT user_id FROM requests' })).body.rows).toEqual([
    ['eve'],
  ]);
});

it('refuses with why and where', async () => {
  const sql = 'SELECT *\nFROM system.tables';
  expect(await ours.call('POST', '/sql', { sql })).toEqual({
    status: 400,
    body: {
      error: {
        code: 'invalid_request',
        message: expect.stringContaining('Tables are named without a database'),
        details: { position: 14, length: 6, line: 2, column: 6 },
      },
    },
  });
  expect(await ours.call('POST', '/sql', { sql: '   ' })).toMatchObject({ status: 400 });
  expect(await ours.call('POST', '/sql', { sql: 'SELECT 1', limit: 1_000_000 })).toMatchObject({
    status: 400,
  });
  const { status } = await server.send(
    server.context.handleApi,
    'POST',
    '/api/v1/sql',
    {},
    { sql: 'SELECT 1' },
  );
  expect(status).toBe(401);
});

it('keeps statements', async () => {
  const made = await ours.call('POST', '/sql/queries', { name: 'Mine', shared: true, sql: 'SELECT 1' });
  expect(made).toMatchObject({
    status: 201,
    body: { name: 'Mine', sql: 'SELECT 1', chart: null, owner: null },
  });
  const chart = { kind: 'bar', x: 'a', y: ['b'], series: null };
  expect(await ours.call('PATCH', `/sql/queries/${made.body.id}`, { chart })).toMatchObject({
    body: { chart },
  });
  expect((await ours.call('GET', '/sql/queries')).body.items).toHaveLength(1);
  expect((await theirs.call('GET', '/sql/queries')).body.items).toEqual([]);
  expect(await ours.call('DELETE', `/sql/queries/${made.body.id}`)).toMatchObject({ status: 204 });
});
