import type { ClickHouseClient } from './client.ts';
import { markChangesOf } from './rollup/mark-changes.ts';
import { type RequestTarget, scopeTarget } from './request-target.ts';

/** Custom properties by name, as written; null takes one away. */
export type PropertyChanges = Readonly<Record<string, string | null>>;

/** Changes properties of one request, whether or not its row has arrived. */
export async function insertPropertyChanges(
  client: ClickHouseClient,
  { organizationId, id, properties }: { organizationId: string; id: string; properties: PropertyChanges },
): Promise<void> {
  await markChangesOf(client, await scopeTarget(client, { organizationId, ids: [id] }));
  await client.insert({
    table: 'request_property_changes',
    columns: ['organization_id', 'id', 'key', 'name', 'value', 'removed'],
    values: Object.entries(properties).map(([name, value]) => ({
      organization_id: organizationId,
      id,
      key: name.toLowerCase(),
      name,
      value: value ?? '',
      removed: value === null,
    })),
    format: 'JSONEachRow',
  });
}

/** Changes properties of all requests of a target, in one statement. */
export async function insertPropertyChangesOfMany(
  client: ClickHouseClient,
  { target, properties }: { target: RequestTarget; properties: PropertyChanges },
): Promise<void> {
  const scope = await scopeTarget(client, target);
  const { where, parameters } = scope;
  await markChangesOf(client, scope);
  const names = Object.keys(properties);
  await client.command({
    query: `INSERT INTO request_property_changes (organization_id, id, key, name, value, removed)
      SELECT DISTINCT organization_id, id, change.1, change.2, ifNull(change.3, ''), isNull(change.3) FROM requests
      ARRAY JOIN arrayZip({keys:Array(String)}, {names:Array(String)}, {values:Array(Nullable(String))}) AS change
      WHERE ${where}`,
    query_params: {
      ...parameters,
      names,
      keys: names.map((name) => name.toLowerCase()),
      values: Object.values(properties),
    },
  });
}
