import type { Filter } from '@heliograph/contracts/filter';
import { readNamedField } from '@heliograph/contracts/request-fields';
import type { ClickHouseClient } from './client.ts';
import { filterToSql } from './filter-to-sql.ts';
import { select } from './select.ts';
import { toTimestamp } from './timestamp.ts';

/** Requests of an organization in a time range. */
export interface RequestsRange {
  organizationId: string;
  /** Inclusive. */
  from: Date;
  /** Exclusive. */
  to: Date;
  filter?: Filter | undefined;
}

/** A WHERE expression over `requests`, and its bound parameters. */
export interface RequestsScope {
  where: string;
  parameters: Record<string, unknown>;
}

/**
 * What every query over requests begins with: one organization, a time range, nothing deleted, and the filter.
 * `known`: what the caller knows already of the range. Throws `invalid_request` for a filter that can't be read.
 */
export async function scopeRequests(
  client: ClickHouseClient,
  { organizationId, from, to, filter }: RequestsRange,
  known?: { deletions: boolean; changed?: ReadonlySet<string> },
): Promise<RequestsScope> {
  const where = [
    'organization_id = {organizationId:UUID}',
    "created_at >= {from:DateTime64(3, 'UTC')}",
    "created_at < {to:DateTime64(3, 'UTC')}",
  ];
  const parameters: Record<string, unknown> = {
    organizationId,
    from: toTimestamp(from.getTime()),
    to: toTimestamp(to.getTime()),
  };
  const names = filter === undefined ? [] : propertyKeys(filter);
  const { deletions, changed } =
    known !== undefined && (names.length === 0 || known.changed !== undefined)
      ? { changed: new Set<string>(), ...known }
      : await readLaterChanges(client, parameters, names.length > 0);
  if (deletions) {
    where.push(`(created_at, id) NOT IN (
      SELECT created_at, id FROM request_deletions WHERE ${where.join(' AND ')})`);
  }
  if (filter !== undefined) {
    const { sql, parameters: values } = filterToSql(filter, changed);
    where.push(sql);
    Object.assign(parameters, values);
  }
  return { where: where.join(' AND '), parameters };
}

/** What arrived later for requests of an organization in a range, and which scopes of ranges within it may go by. */
export interface LaterChanges {
  deletions: boolean;
  /** Keys (lower case) of properties that were changed for any request. */
  changed: ReadonlySet<string>;
}

/** What several scopes need to know, read once: `from` and `to` hold all their ranges. */
export function readLaterChangesOf(
  client: ClickHouseClient,
  { organizationId, from, to }: Omit<RequestsRange, 'filter'>,
): Promise<LaterChanges> {
  const range = { from: toTimestamp(from.getTime()), to: toTimestamp(to.getTime()) };
  return readLaterChanges(client, { organizationId, ...range }, true);
}

/**
 * Whether anything in the range was deleted, and which properties were changed later: most organizations have neither,
 * and their queries then need neither read ids nor forgo indexes.
 */
async function readLaterChanges(
  client: ClickHouseClient,
  parameters: Record<string, unknown>,
  withProperties: boolean,
): Promise<LaterChanges> {
  const rows = (await select(client, {
    purpose: 'requests.later-changes',
    query: `SELECT 'deletion' AS kind, '' AS key FROM (
        SELECT 1 FROM request_deletions WHERE organization_id = {organizationId:UUID}
          AND created_at >= {from:DateTime64(3, 'UTC')} AND created_at < {to:DateTime64(3, 'UTC')} LIMIT 1)
      ${
        withProperties
          ? `UNION ALL SELECT 'property', toString(key) FROM request_property_changes
             WHERE organization_id = {organizationId:UUID} GROUP BY key`
          : ''
      }`,
    parameters,
  })) as { kind: string; key: string }[];
  return {
    deletions: rows.some(({ kind }) => kind === 'deletion'),
    changed: new Set(rows.flatMap(({ kind, key }) => (kind === 'property' ? [key] : []))),
  };
}

/** The keys (lower case) of the custom properties that a filter asks for. */
function propertyKeys(filter: Filter): string[] {
  if ('and' in filter) return filter.and.flatMap(propertyKeys);
  if ('or' in filter) return filter.or.flatMap(propertyKeys);
  if ('not' in filter) return propertyKeys(filter.not);
  const named = readNamedField(filter.field);
  return named?.kind === 'property' ? [named.name.toLowerCase()] : [];
}
