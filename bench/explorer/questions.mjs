import { getRequest } from '@heliograph/clickhouse/get-request';
import { queryFacets } from '@heliograph/clickhouse/request-facets';
import { queryRequests } from '@heliograph/clickhouse/requests-query';
import { DAYS, ours, RARE_WORD } from './fill.mjs';

const PAGE = 50;
const DAY_MS = 86_400_000;
const is = (field, value) => ({ field, operator: '=', value });

/** Every question with its target (ms, P95); `ask(n)` asks it the n-th time, of other users, sessions or ids. */
export async function makeQuestions(client, { until }) {
  const within = (days) => ({
    organizationId: ours,
    from: new Date(until - days * DAY_MS),
    to: new Date(until + 1),
  });
  const all = within(DAYS);
  const list = (filter, range = all) => queryRequests(client, { ...range, filter, limit: PAGE });
  const sample = await queryRequests(client, { ...all, limit: 200, offset: 20_000 });
  const old = await queryRequests(client, { ...within(DAYS), to: new Date(until - 60 * DAY_MS), limit: 200 });
  const known = [...sample.items, ...old.items];
  const pick = (n) => known[(n * 37) % known.length];
  const withSession = known.filter(({ sessionId }) => sessionId !== null);
  const { nextCursor } = await queryRequests(client, { ...all, limit: 1, offset: 1_000 * PAGE - 1 });
  return [
    { name: 'first page, unfiltered', target: 150, ask: () => list(undefined) },
    {
      name: 'page 1,000',
      target: null,
      ask: () => queryRequests(client, { ...all, limit: PAGE, cursor: nextCursor }),
    },
    {
      name: 'of a user with many requests',
      target: 300,
      ask: (n) => list(is('userId', `user-${1 + (n % 20)}`)),
    },
    { name: 'of a user with few', target: 300, ask: (n) => list(is('userId', `user-${40_000 + n * 97}`)) },
    { name: 'of nobody', target: 300, ask: (n) => list(is('userId', `nobody-${n}`)) },
    {
      name: 'of a session',
      target: 300,
      ask: (n) => list(is('sessionId', withSession[(n * 37) % withSession.length].sessionId)),
    },
    { name: 'by a property that many have', target: 300, ask: () => list(is('property.feature', 'support')) },
    {
      name: 'by a property that few have',
      target: 300,
      ask: (n) => list(is('property.tenant', `tenant-${1_900 + n}`)),
    },
    {
      name: 'failed and expensive',
      target: 300,
      ask: () => list({ and: [is('outcome', 'failed'), { field: 'costUsd', operator: '>', value: 0.001 }] }),
    },
    {
      name: 'one by its id',
      target: 50,
      ask: (n) => getRequest(client, { organizationId: ours, id: pick(n).id }),
    },
    {
      name: 'a rare word, 30 days',
      target: 2_000,
      ask: () => list({ field: 'text', operator: 'contains', value: RARE_WORD }, within(30)),
    },
    {
      name: 'a word that many say, 30 days',
      target: 2_000,
      ask: (n) => list({ field: 'text', operator: 'contains', value: `w${2 + n}` }, within(30)),
    },
    {
      name: 'a phrase, 30 days',
      target: 2_000,
      ask: (n) => list({ field: 'text', operator: 'contains', value: `w${2 + n} w3` }, within(30)),
    },
    {
      name: 'a word that nobody says, 30 days',
      target: 2_000,
      ask: (n) => list({ field: 'text', operator: 'contains', value: `nobody${n}` }, within(30)),
    },
    {
      name: 'facets of five fields, 90 days',
      target: 500,
      ask: () =>
        queryFacets(client, {
          ...all,
          fields: ['model', 'provider', 'status', 'name', 'outcome'],
          limit: 20,
        }),
    },
    {
      name: 'facet of users, 90 days',
      target: 500,
      ask: () => queryFacets(client, { ...all, fields: ['userId'], limit: 20 }),
    },
    {
      name: 'facet of a property, 90 days',
      target: 500,
      ask: () => queryFacets(client, { ...all, fields: ['property.feature'], limit: 20 }),
    },
    {
      name: 'dearest first, 90 days',
      target: null,
      ask: () => queryRequests(client, { ...all, limit: PAGE, orderBy: 'costUsd' }),
    },
  ];
}
