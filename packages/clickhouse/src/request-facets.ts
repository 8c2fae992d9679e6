import { z } from 'zod';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { Facet } from '@heliograph/contracts/facets';
import type { Filter, FilterField } from '@heliograph/contracts/filter';
import { readNamedField } from '@heliograph/contracts/request-fields';
import type { ClickHouseClient } from './client.ts';
import { propertyValues } from './property-values.ts';
import { filterColumn } from './request-columns.ts';
import { type RequestsRange, type RequestsScope, scopeRequests } from './requests-scope.ts';
import { select } from './select.ts';

export interface FacetsQuery extends RequestsRange {
  fields: FilterField[];
  /** Values of each field. */
  limit: number;
}

/** Values of one field that are told apart; of a field with more, the ones met first are counted. */
const settings = { max_rows_to_group_by: 200_000, group_by_overflow_mode: 'any' };

/**
 * The values of fields with their numbers of requests, most first. A field is counted without its own conditions where
 * these stand beside others (AND), so that one sees what else could be chosen. Throws `invalid_request` for a filter
 * that can't be read.
 */
export async function queryFacets(
  client: ClickHouseClient,
  { fields, limit, ...range }: FacetsQuery,
): Promise<Facet[]> {
  const plain = new Map<string, { filter: Filter | undefined; fields: FilterField[] }>();
  const facets = new Map<FilterField, Promise<Facet>>();
  for (const field of new Set(fields)) {
    const filter = range.filter === undefined ? undefined : withoutField(range.filter, field);
    const scoped = { ...range, filter };
    if (field === 'feedback') facets.set(field, feedbackFacet(client, scoped));
    else if (readNamedField(field) !== null) facets.set(field, propertyFacet(client, scoped, field, limit));
    else {
      const key = JSON.stringify(filter ?? null);
      const group = plain.get(key) ?? { filter, fields: [] };
      plain.set(key, group);
      group.fields.push(field);
    }
  }
  for (const group of plain.values()) {
    const answers = plainFacets(client, { ...range, ...group, limit });
    for (const [at, field] of group.fields.entries()) {
      facets.set(
        field,
        answers.then((list) => list[at] ?? { field, values: [], cut: false }),
      );
    }
  }
  const byField = new Map(
    await Promise.all([...facets].map(async ([field, facet]) => [field, await facet] as const)),
  );
  return fields.map((field) => byField.get(field) ?? { field, values: [], cut: false });
}

/** The filter without the conditions on a field that stand beside others; undefined where nothing is left. */
export function withoutField(filter: Filter, field: FilterField): Filter | undefined {
  if ('not' in filter) return withoutField(filter.not, field) === undefined ? undefined : filter;
  if ('operator' in filter) return filter.field.toLowerCase() === field.toLowerCase() ? undefined : filter;
  if ('or' in filter) {
    return filter.or.every((part) => withoutField(part, field) === undefined) ? undefined : filter;
  }
  const rest = filter.and.flatMap((part) => withoutField(part, field) ?? []);
  return rest.length === 0 ? undefined : { and: rest };
}

/** Facets over columns of `requests`, read in one go. */
async function plainFacets(
  client: ClickHouseClient,
  { fields, limit, ...range }: FacetsQuery,
): Promise<Facet[]> {
  const { where, parameters } = await scopeRequests(client, range);
  const columns = fields.map((field, at) => `${plainColumn(field)} AS value_${at}`);
  const names = fields.map((_, at) => `value_${at}`);
  const rows = (await select(client, {
    purpose: 'requests.facets',
    query: `SELECT ${columns.join(', ')}, grouping(${names.join(', ')}) AS absent, count() AS requests
      FROM requests WHERE ${where} GROUP BY GROUPING SETS (${names.map((name) => `(${name})`).join(', ')})
      ORDER BY requests DESC, ${names.join(', ')} LIMIT {rows:UInt32} BY absent`,
    // One more to know whether there are more, one for the requests without a value.
    parameters: { ...parameters, rows: limit + 2 },
    settings,
  })) as ({ absent: string | number; requests: string } & Record<string, unknown>)[];
  const all = 2 ** fields.length - 1;
  return fields.map((field, at) => {
    const set = all - 2 ** (fields.length - 1 - at);
    const own = rows.filter(({ absent }) => Number(absent) === set);
    return facetOf(
      field,
      own.map((row) => ({ value: row[`value_${at}`], requests: row.requests })),
      limit,
    );
  });
}

function plainColumn(field: FilterField): string {
  const { sql } = filterColumn(field, unbound, new Set());
  return sql;
}

function unbound(): never {
  throw new HeliographError('invalid_request', 'This field has no list of values.');
}

const rowSchema = z.object({
  value: z.union([z.string(), z.number(), z.boolean()]),
  requests: z.coerce.number().int(),
});

function facetOf(field: string, rows: unknown[], limit: number): Facet {
  const values = z
    .array(rowSchema)
    .parse(rows)
    .filter(({ value }) => value !== '');
  return { field, values: values.slice(0, limit), cut: values.length > limit };
}

async function feedbackFacet(client: ClickHouseClient, range: RequestsRange): Promise<Facet> {
  const { where, parameters }: RequestsScope = await scopeRequests(client, range);
  const rated = (condition: string) =>
    `id IN (SELECT id FROM request_feedback FINAL WHERE organization_id = {organizationId:UUID} AND ${condition})`;
  const rows = await select(client, {
    purpose: 'requests.facet-feedback',
    query: `SELECT if(${rated("rating = 'positive'")}, 'positive', 'negative') AS value, count() AS requests
      FROM requests WHERE ${where} AND ${rated("rating != ''")} GROUP BY value ORDER BY requests DESC, value`,
    parameters,
  });
  return facetOf('feedback', rows, rows.length);
}

async function propertyFacet(
  client: ClickHouseClient,
  range: RequestsRange,
  field: FilterField,
  limit: number,
): Promise<Facet> {
  const { sql, parameters } = await propertyValues(client, range, field);
  const rows = await select(client, {
    purpose: 'requests.facet-property',
    query: `${sql} ORDER BY requests DESC, value LIMIT {rows:UInt32}`,
    parameters: { ...parameters, rows: limit + 2 },
    settings,
  });
  return facetOf(field, rows, limit);
}
