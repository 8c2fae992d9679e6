import { type AlertGroupField } from '@heliograph/contracts/alerts';
import { readNamedField } from '@heliograph/contracts/request-fields';

const columns: Readonly<Record<string, string>> = {
  model: 'toString(model)',
  provider: 'toString(provider)',
  user: 'user_id',
  key: 'toString(api_key_id)',
  status: 'toString(status)',
};

/**
 * The fields' values as an array of text, with its bound parameters. Properties as they were logged: what is changed later
 * alerts nobody.
 */
export function groupSql(groupBy: readonly AlertGroupField[]): {
  sql: string;
  parameters: Record<string, string>;
} {
  const parameters: Record<string, string> = {};
  const parts = groupBy.map((field, at) => {
    const column = columns[field];
    if (column !== undefined) return column;
    parameters[`group_${at}`] = (readNamedField(field)?.name ?? '').toLowerCase();
    return `properties[{group_${at}:String}]`;
  });
  return { sql: parts.length === 0 ? "CAST([], 'Array(String)')" : `[${parts.join(', ')}]`, parameters };
}
