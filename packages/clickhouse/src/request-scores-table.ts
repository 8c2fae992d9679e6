import type { ClickHouseClient } from './client.ts';
import { type RequestTarget, scopeTarget } from './request-target.ts';

/** Scores by name; null takes one away. */
export type ScoreValues = Readonly<Record<string, number | null>>;

/** Gives one request scores, whether or not its row has arrived. */
export async function insertScores(
  client: ClickHouseClient,
  { organizationId, id, scores }: { organizationId: string; id: string; scores: ScoreValues },
): Promise<void> {
  await client.insert({
    table: 'request_scores',
    columns: ['organization_id', 'id', 'name', 'value'],
    values: Object.entries(scores).map(([name, value]) => ({
      organization_id: organizationId,
      id,
      name,
      value,
    })),
    format: 'JSONEachRow',
  });
}

/** Gives all requests of a target the same scores, in one statement. */
export async function insertScoresOfMany(
  client: ClickHouseClient,
  { target, scores }: { target: RequestTarget; scores: ScoreValues },
): Promise<void> {
  const { where, parameters } = await scopeTarget(client, target);
  await client.command({
    query: `INSERT INTO request_scores (organization_id, id, name, value)
      SELECT DISTINCT organization_id, id, score.1, score.2 FROM requests
      ARRAY JOIN arrayZip({names:Array(String)}, {values:Array(Nullable(Float64))}) AS score WHERE ${where}`,
    query_params: { ...parameters, names: Object.keys(scores), values: Object.values(scores) },
  });
}
