import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { purgeDeleted } from '@heliograph/clickhouse/purge-deleted';
import {
  type ApiUnderTest,
  insertRequestRows,
  openApi,
  requestRow,
  type Tenant,
} from '../testing/open-api.ts';

let api: ApiUnderTest;
let ada: Tenant;
let eve: Tenant;

const timeRange = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };
const idOf = (number: number) => `019aa2b4-0000-7000-8000-${String(number).padStart(12, '0')}`;

beforeAll(async () => {
  api = await openApi();
  [ada, eve] = await Promise.all([api.signUp(), api.signUp()]);
});
afterAll(() => api.close());

let made = 0;
/** A request of Ada's, with a property. */
async function makeRequest(part: Record<string, unknown> = {}): Promise<string> {
  const id = idOf(++made);
  const properties = { properties: { feature: 'chat' }, property_names: { feature: 'Feature' } };
  await insertRequestRows(api.context, [
    requestRow(ada.organizationId, { id, ...properties, name: `t${made}`, ...part }),
  ]);
  return id;
}

async function idsBy(filter: string, tenant = ada): Promise<string[]> {
  const { status, body } = await tenant.call('POST', '/requests/query', { timeRange, filter });
  expect([status, body.error]).toEqual([200, undefined]);
  return body.items.map(({ id }: { id: string }) => id);
}

describe('feedback', () => {
  it('is shown with the request, takes the place of the one before, and can be taken back', async () => {
    const id = await makeRequest();
    const give = (body: unknown) => ada.call('POST', `/requests/${id}/feedback`, body);
    expect(await give({ rating: 'negative', comment: ' Wrong order ' })).toEqual({ status: 204, body: null });
    const shown = { rating: 'negative', comment: 'Wrong order', changedAt: expect.any(String) };
    expect((await ada.call('GET', `/requests/${id}`)).body).toMatchObject({ feedback: shown });
    expect(await idsBy('feedback:negative')).toEqual([id]);

    await give({ rating: 'positive' });
    expect((await ada.call('GET', `/requests/${id}`)).body.feedback).toMatchObject({
      rating: 'positive',
      comment: null,
    });
    expect(await idsBy('feedback:negative')).toEqual([]);
    expect(await idsBy(`feedback:* id:${id}`)).toEqual([id]);

    expect((await ada.call('DELETE', `/requests/${id}/feedback`)).status).toBe(204);
    expect((await ada.call('GET', `/requests/${id}`)).body.feedback).toBeNull();
    expect(await idsBy(`feedback:* id:${id}`)).toEqual([]);
    expect(await idsBy(`-feedback:* id:${id}`)).toEqual([id]);
    expect(await idsBy(`feedback:!=positive id:${id}`)).toEqual([id]);
  });

  it('may come before the row does', async () => {
    const id = uuidv7();
    expect((await ada.call('POST', `/requests/${id}/feedback`, { rating: 'positive' })).status).toBe(204);
    await insertRequestRows(api.context, [requestRow(ada.organizationId, { id })]);
    expect((await ada.call('GET', `/requests/${id}`)).body.feedback.rating).toBe('positive');
  });

  it.each<[string, () => string]>([
    ['an old id', () => idOf(424_242)],
    ['a random id', () => uuidv4()],
  ])('is refused for what is not there: %s', async (_, id) => {
    const answer = await ada.call('POST', `/requests/${id()}/feedback`, { rating: 'positive' });
    expect([answer.status, answer.body.error.code]).toEqual([404, 'not_found']);
  });

  it.each<[string, unknown]>([
    ['another rating', { rating: 'meh' }],
    ['no rating', {}],
    ['a long comment', { rating: 'positive', comment: 'x'.repeat(4_097) }],
    ['something unknown', { rating: 'positive', stars: 5 }],
  ])('is refused with 400: %s', async (_, body) => {
    const answer = await ada.call('POST', `/requests/${await makeRequest()}/feedback`, body);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid_request']);
  });
});

describe('scores', () => {
  it('are numbers by name, compared in filters, and taken away with null', async () => {
    const [id, other] = [await makeRequest(), await makeRequest()];
    const scores = { relevance: 0.92, grounded: true, "it's; DROP TABLE requests --": -3 };
    expect((await ada.call('POST', `/requests/${id}/scores`, { scores })).status).toBe(204);
    await ada.call('POST', `/requests/${other}/scores`, { scores: { relevance: 0.1, grounded: false } });
    const shown = { relevance: 0.92, grounded: 1, "it's; DROP TABLE requests --": -3 };
    expect((await ada.call('GET', `/requests/${id}`)).body.scores).toEqual(shown);
    expect(await idsBy('score.relevance:>0.5')).toEqual([id]);
    expect(await idsBy('score.relevance:0.1,0.2')).toEqual([other]);
    expect((await idsBy('score.relevance:*')).sort()).toEqual([id, other].sort());
    expect(await idsBy('score.relevance:* -score.relevance:>0.5')).toEqual([other]);
    expect(await idsBy(`score."it's; DROP TABLE requests --":-3`)).toEqual([id]);
    expect(await idsBy("score.x') OR 1=1 --:1".replaceAll(/[() ]/g, '_'))).toEqual([]);

    await ada.call('POST', `/requests/${id}/scores`, { scores: { relevance: null } });
    const { body } = await ada.call('GET', `/requests/${id}`);
    expect(Object.keys(body.scores).sort()).toEqual(['grounded', "it's; DROP TABLE requests --"]);
    expect(await idsBy('score.relevance:>0.5')).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['none', {}],
    ['text', { a: 'high' }],
    ['a name without letters', { '  ': 1 }],
    ['a control character', { 'a\u0007': 1 }],
    ['more than fifty', Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`s${at}`, at]))],
  ])('are refused with 400: %s', async (_, scores) => {
    const answer = await ada.call('POST', `/requests/${await makeRequest()}/scores`, { scores });
    expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid_request']);
  });
});

describe('properties', () => {
  it('are changed for the list, the detail and every filter', async () => {
    const [id, untouched] = [await makeRequest(), await makeRequest()];
    const set = (properties: unknown) => ada.call('PUT', `/requests/${id}/properties`, { properties });
    expect((await set({ FEATURE: 'support', 'My team': "O'Brien" })).status).toBe(204);
    expect((await ada.call('GET', `/requests/${id}`)).body.properties).toEqual({
      FEATURE: 'support',
      'My team': "O'Brien",
    });
    const { body } = await ada.call('POST', '/requests/query', { timeRange, filter: `id:${id}` });
    expect(body.items[0].properties).toEqual({ FEATURE: 'support', 'My team': "O'Brien" });
    expect(await idsBy('property.feature:support')).toEqual([id]);
    expect(await idsBy(`property.feature:chat id:${id},${untouched}`)).toEqual([untouched]);
    expect(await idsBy(`property.feature:!=chat id:${id},${untouched}`)).toEqual([id]);
    expect(await idsBy(`-property.feature:chat id:${id},${untouched}`)).toEqual([id]);
    expect(await idsBy(`property."my team":~brien`)).toEqual([id]);

    await set({ feature: null });
    expect((await ada.call('GET', `/requests/${id}`)).body.properties).toEqual({ 'My team': "O'Brien" });
    expect(await idsBy(`property.feature:* id:${id},${untouched}`)).toEqual([untouched]);
    expect(await idsBy(`-property.feature:* id:${id},${untouched}`)).toEqual([id]);
  });

  it.each<[string, unknown]>([
    ['none', {}],
    ['one name in two writings', { Plan: 'a', plan: 'b' }],
    ['a number', { plan: 1 }],
    ['a long name', { ['x'.repeat(257)]: 'a' }],
    ['a long value', { plan: 'x'.repeat(4_097) }],
  ])('are refused with 400: %s', async (_, properties) => {
    const answer = await ada.call('PUT', `/requests/${await makeRequest()}/properties`, { properties });
    expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid_request']);
  });
});

describe('many at once', () => {
  it('get properties and scores by their ids, or by a filter', async () => {
    const [a, b] = [await makeRequest({ user_id: 'bulk' }), await makeRequest({ user_id: 'bulk' })];
    const byIds = { target: { ids: [a, idOf(555_555)] }, properties: { Reviewed: 'yes' } };
    expect(await ada.call('POST', '/requests/change', byIds)).toEqual({ status: 200, body: { requests: 1 } });
    expect(await idsBy('property.reviewed:yes')).toEqual([a]);
    const byFilter = {
      target: { timeRange, filter: 'user:bulk' },
      properties: { reviewed: null, Batch: "7'" },
      scores: { done: true },
    };
    expect((await ada.call('POST', '/requests/change', byFilter)).body).toEqual({ requests: 2 });
    expect(await idsBy('property.reviewed:yes')).toEqual([]);
    expect((await idsBy(`property.batch:"7'" score.done:1`)).sort()).toEqual([a, b].sort());
    const { body } = await ada.call('POST', '/requests/change', { target: { ids: [a] } });
    expect(body.error.code).toBe('invalid_request');
  });
});

describe('deletion', () => {
  const get = (id: string, tenant = ada) => tenant.call('GET', `/requests/${id}`);
  const rowsOf = async (table: string, id: string) => {
    const result = await api.context.clickHouse.query({
      query: 'SELECT count() AS rows FROM {table:Identifier} WHERE id = {id:UUID}',
      query_params: { table, id },
      format: 'JSONEachRow',
    });
    const [row] = await result.json<{ rows: string }>();
    return Number(row?.rows);
  };

  it('hides a request at once, however often it is asked for, and a late copy of its row', async () => {
    const id = await makeRequest({ user_id: 'deleted', session_id: 'deleted' });
    await ada.call('POST', `/requests/${id}/scores`, { scores: { deleted: 1 } });
    for (let again = 0; again < 2; again++) {
      expect(await ada.call('DELETE', `/requests/${id}`)).toEqual({ status: 204, body: null });
      expect((await get(id)).status).toBe(404);
      expect(await idsBy(`id:${id}`)).toEqual([]);
      await insertRequestRows(api.context, [requestRow(ada.organizationId, { id })]);
    }
    expect((await ada.call('GET', '/sessions/deleted')).status).toBe(404);
    expect((await ada.call('GET', '/users/deleted')).status).toBe(404);
    const feedback = await ada.call('POST', `/requests/${id}/feedback`, { rating: 'positive' });
    expect(feedback.status).toBe(404);
  });

  it('takes rows, bodies and what came later from the disk, and nothing else', async () => {
    const [id, kept] = [await makeRequest(), await makeRequest()];
    for (const one of [id, kept]) {
      await ada.call('POST', `/requests/${one}/feedback`, { rating: 'positive', comment: 'secret' });
      await ada.call('POST', `/requests/${one}/scores`, { scores: { a: 1 } });
      await ada.call('PUT', `/requests/${one}/properties`, { properties: { a: 'b' } });
    }
    await ada.call('DELETE', `/requests/${id}`);
    const tables = [
      'requests',
      'request_bodies',
      'request_feedback',
      'request_scores',
      'request_property_changes',
    ];
    expect(await purgeDeleted(api.context.clickHouse)).toEqual(tables);
    for (const table of tables) {
      expect([table, await rowsOf(table, id), await rowsOf(table, kept)]).toEqual([table, 0, 1]);
    }
    expect(await purgeDeleted(api.context.clickHouse)).toEqual([]);
    expect((await ada.call('DELETE', `/requests/${id}`)).status).toBe(204);
    expect((await get(kept)).body).toMatchObject({ id: kept, feedback: { comment: 'secret' } });
  });

  it('of many goes by ids or by a filter, and is in the audit trail with its number', async () => {
    const ids = [await makeRequest({ user_id: 'gone' }), await makeRequest({ user_id: 'gone' })];
    const [single] = ids;
    expect((await ada.call('POST', '/requests/delete', { target: { ids: [single] } })).body).toEqual({
      requests: 1,
    });
    const rest = { target: { timeRange, filter: 'user:gone' } };
    expect((await ada.call('POST', '/requests/delete', rest)).body).toEqual({ requests: 1 });
    expect((await ada.call('POST', '/requests/delete', rest)).body).toEqual({ requests: 0 });
    expect(await idsBy('user:gone')).toEqual([]);
    const events = await api.context.db.auditEvent.findMany({
      where: { organizationId: ada.organizationId, action: { startsWith: 'request' } },
      orderBy: { id: 'desc' },
      take: 2,
    });
    expect(events).toMatchObject([
      { action: 'requests.deleted', details: { requests: 1, filter: 'user:gone' } },
      { action: 'request.deleted', targetId: single, details: { requests: 1 } },
    ]);
  });

  it('is for owners and admins', async () => {
    const id = await makeRequest();
    const { organizationId } = ada;
    const become = (role: string) =>
      api.context.db.member.updateMany({ where: { organizationId }, data: { role } });
    await become('member');
    const path = `/api/v1/requests/${id}`;
    const refused = await api.send(api.context.handleApi, 'DELETE', path, ada.cookie);
    expect([refused.status, refused.body.error.code]).toEqual([403, 'forbidden']);
    const scored = await api.send(api.context.handleApi, 'POST', `${path}/scores`, ada.cookie, {
      scores: { a: 1 },
    });
    expect(scored.status).toBe(204);
    await become('owner');
    expect((await api.send(api.context.handleApi, 'DELETE', path, ada.cookie)).status).toBe(204);
  });
});

describe('another organization', () => {
  it('can neither see, judge, change nor delete a request', async () => {
    const id = await makeRequest({ user_id: 'mine' });
    const attempts: [string, string, unknown?][] = [
      ['GET', `/requests/${id}`],
      ['POST', `/requests/${id}/feedback`, { rating: 'negative' }],
      ['DELETE', `/requests/${id}/feedback`],
      ['POST', `/requests/${id}/scores`, { scores: { a: 1 } }],
      ['PUT', `/requests/${id}/properties`, { properties: { feature: 'stolen' } }],
      ['DELETE', `/requests/${id}`],
    ];
    for (const [method, path, body] of attempts) {
      const answer = await eve.call(method, path, body);
      expect([path, answer.status, answer.body.error.code]).toEqual([path, 404, 'not_found']);
    }
    for (const target of [{ ids: [id] }, { timeRange, filter: 'user:mine' }]) {
      const change = { target, properties: { feature: 'stolen' }, scores: { a: 1 } };
      expect((await eve.call('POST', '/requests/change', change)).body).toEqual({ requests: 0 });
      expect((await eve.call('POST', '/requests/delete', { target })).body).toEqual({ requests: 0 });
    }
    expect((await ada.call('GET', `/requests/${id}`)).body).toMatchObject({
      id,
      feedback: null,
      scores: {},
      properties: { Feature: 'chat' },
    });
  });

  it('says nothing of a request that has the same id', async () => {
    const id = uuidv7();
    await insertRequestRows(api.context, [requestRow(ada.organizationId, { id })]);
    // Still on its way, as far as Eve can tell: what she says is hers alone.
    await eve.call('POST', `/requests/${id}/feedback`, { rating: 'negative' });
    await eve.call('POST', `/requests/${id}/scores`, { scores: { a: 1 } });
    await eve.call('PUT', `/requests/${id}/properties`, { properties: { a: 'b' } });
    const { body } = await ada.call('GET', `/requests/${id}`);
    expect(body).toMatchObject({ feedback: null, scores: {}, properties: {} });
    expect(await idsBy(`id:${id} feedback:*`)).toEqual([]);
    expect(await idsBy(`id:${id} score.a:1`)).toEqual([]);
    expect(await idsBy(`id:${id} property.a:b`)).toEqual([]);
  });
});
