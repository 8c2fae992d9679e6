import type { ClickHouseClient } from './client.ts';
import { select } from './select.ts';

/** Where rows come from with a custom property as it is now: FROM, its value, and whether there is one. */
export interface PropertySource {
  from: string;
  value: string;
  has: string;
}

/** The property as it was logged, or with later changes where there are any. `{key:String}` has to be bound. */
export function propertySource(changed: boolean): PropertySource {
  const logged = { value: 'properties[{key:String}]', has: 'mapContains(properties, {key:String})' };
  if (!changed) return { from: 'requests', ...logged };
  return {
    from: `requests ANY LEFT JOIN (
      SELECT id AS changed_id, value AS changed_value, removed AS changed_removed
      FROM request_property_changes FINAL WHERE organization_id = {organizationId:UUID} AND key = {key:String}
    ) AS changes ON requests.id = changes.changed_id`,
    value: `if(id = changed_id, changed_value, ${logged.value})`,
    has: `if(id = changed_id, NOT changed_removed, ${logged.has})`,
  };
}

/** The keys (lower case) of an organization's properties that were changed after logging, and how each is written. */
export async function readChangedProperties(
  client: ClickHouseClient,
  organizationId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = (await select(client, {
    purpose: 'properties.changed',
    query: `SELECT toString(key) AS key, toString(argMax(name, changed_at)) AS name
      FROM request_property_changes WHERE organization_id = {organizationId:UUID} GROUP BY key`,
    parameters: { organizationId },
  })) as { key: string; name: string }[];
  return new Map(rows.map(({ key, name }) => [key, name]));
}
