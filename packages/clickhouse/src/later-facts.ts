import { z } from 'zod';
import type { Feedback, Request } from '@heliograph/contracts/request';
import type { ClickHouseClient } from './client.ts';
import { select } from './select.ts';
import { fromTimestamp } from './timestamp.ts';

/** What arrived for a request after it was logged. */
interface LaterFacts {
  feedback: Feedback | null;
  scores: Record<string, number>;
  /** By key (lower case): the name as written, and the value; null where the property was taken away. */
  properties: Map<string, { name: string; value: string | null }>;
}

const rowSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('feedback'),
    id: z.string(),
    name: z.enum(['positive', 'negative']),
    text: z.string(),
    changed_at: z.string(),
  }),
  z.object({ kind: z.literal('score'), id: z.string(), name: z.string(), number: z.number() }),
  z.object({
    kind: z.enum(['property', 'no-property']),
    id: z.string(),
    key: z.string(),
    name: z.string(),
    text: z.string(),
  }),
]);

const ofIds = 'FINAL WHERE organization_id = {organizationId:UUID} AND id IN {ids:Array(UUID)}';
const query = `
  SELECT 'feedback' AS kind, id, '' AS key, toString(rating) AS name, comment AS text, 0. AS number, changed_at
    FROM request_feedback ${ofIds} AND rating != ''
  UNION ALL
  SELECT 'score', id, '', toString(name), '', assumeNotNull(value), changed_at
    FROM request_scores ${ofIds} AND isNotNull(value)
  UNION ALL
  SELECT if(removed, 'no-property', 'property'), id, toString(key), toString(name), value, 0., changed_at
    FROM request_property_changes ${ofIds}`;

/** The requests with what arrived for them later: one small query for a page, by the keys of its rows. */
export async function withLaterFacts<R extends Request>(
  client: ClickHouseClient,
  organizationId: string,
  requests: R[],
): Promise<R[]> {
  if (requests.length === 0) return requests;
  const withFacts = await readLaterFacts(client, organizationId, [...new Set(requests.map(({ id }) => id))]);
  return requests.map(withFacts);
}

/** What arrived later for requests of these ids, as a function that adds it to one. */
export async function readLaterFacts(
  client: ClickHouseClient,
  organizationId: string,
  ids: readonly string[],
): Promise<<R extends Request>(request: R) => R> {
  const rows = await select(client, {
    purpose: 'requests.later-facts',
    query,
    parameters: { organizationId, ids },
  });
  const known = new Map<string, LaterFacts>();
  for (const row of z.array(rowSchema).parse(rows)) note(factsOf(known, row.id), row);
  return (request) => {
    const facts = known.get(request.id);
    return facts === undefined ? request : merged(request, facts);
  };
}

function factsOf(known: Map<string, LaterFacts>, id: string): LaterFacts {
  const facts = known.get(id) ?? { feedback: null, scores: {}, properties: new Map() };
  known.set(id, facts);
  return facts;
}

function note(facts: LaterFacts, row: z.infer<typeof rowSchema>): void {
  if (row.kind === 'feedback') {
    const { name: rating, text, changed_at } = row;
    // To the millisecond, like every time of the API.
    const changedAt = fromTimestamp(changed_at.slice(0, 23));
    facts.feedback = { rating, comment: text === '' ? null : text, changedAt };
  } else if (row.kind === 'score') facts.scores[row.name] = row.number;
  else facts.properties.set(row.key, { name: row.name, value: row.kind === 'property' ? row.text : null });
}

function merged<R extends Request>(request: R, { feedback, scores, properties }: LaterFacts): R {
  const kept = Object.entries(request.properties).filter(([name]) => !properties.has(name.toLowerCase()));
  const added = [...properties.values()].flatMap(({ name, value }) =>
    value === null ? [] : [[name, value] as const],
  );
  return { ...request, feedback, scores, properties: Object.fromEntries([...kept, ...added]) };
}
