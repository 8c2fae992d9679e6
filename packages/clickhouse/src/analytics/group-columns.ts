import {
  type AnalyticsGroup,
  type AnalyticsGroupName,
  groupedProperty,
  latencyBuckets,
} from '@heliograph/contracts/analytics-groups';
import { errorKind } from '../request-columns.ts';

/** How rows of `requests` are put into groups: '' stands for none. */
export interface GroupColumn {
  sql: string;
  /** Joined to `requests`, where a later change says what the value is. */
  join: string | null;
  /** Which requests belong to a group at all; null for all. */
  has: string | null;
  parameters: Record<string, unknown>;
}

const bucket = (column: string) => `toString(roundDown(${column}, [${latencyBuckets.join(', ')}]))`;

/** Over rows of `requests`, and of rollups that have the same columns. */
export const groupSql: Record<Exclude<AnalyticsGroupName, 'feature'>, string> = {
  model: 'model',
  provider: 'provider',
  user: 'user_id',
  session: 'session_id',
  key: 'toString(api_key_id)',
  status: "if(status = 0, '', toString(status))",
  status_class: "if(status = 0, '', concat(toString(intDiv(status, 100)), 'xx'))",
  outcome: 'outcome',
  error: errorKind,
  cached: "if(cache_hit, 'true', 'false')",
  name: 'name',
  prompt: 'prompt_id',
  prompt_version: 'prompt_version',
  prompt_environment: 'prompt_environment',
  country: 'country',
  latency_bucket: bucket('latency_ms'),
  ttft_bucket: `if(isNull(time_to_first_token_ms), '', ${bucket('assumeNotNull(time_to_first_token_ms)')})`,
};

/**
 * The column of the `at`-th group. `changed` are the keys (lower case) of the properties that were changed later for some
 * request; `organizationId` has to be bound where there are such.
 */
export function groupColumn(group: AnalyticsGroup, at: number, changed: ReadonlySet<string>): GroupColumn {
  const property = groupedProperty(group);
  if (property === null)
    return {
      sql: `toString(${groupSql[group as Exclude<AnalyticsGroupName, 'feature'>]})`,
      join: null,
      has: group === 'ttft_bucket' ? 'isNotNull(time_to_first_token_ms)' : null,
      parameters: {},
    };
  const lower = property.toLowerCase();
  const key = `{property${at}:String}`;
  const parameters = { [`property${at}`]: lower };
  const logged = { value: `properties[${key}]`, has: `mapContains(properties, ${key})` };
  if (!changed.has(lower)) return { sql: logged.value, join: null, has: logged.has, parameters };
  const name = (column: string) => `changed${at}_${column}`;
  return {
    sql: `if(id = ${name('id')}, ${name('value')}, ${logged.value})`,
    has: `if(id = ${name('id')}, NOT ${name('removed')}, ${logged.has})`,
    join: `ANY LEFT JOIN (
      SELECT id AS ${name('id')}, value AS ${name('value')}, removed AS ${name('removed')}
      FROM request_property_changes FINAL WHERE organization_id = {organizationId:UUID} AND key = ${key}
    ) AS changes${at} ON requests.id = changes${at}.${name('id')}`,
    parameters,
  };
}
