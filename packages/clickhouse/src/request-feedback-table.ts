import type { ClickHouseClient } from './client.ts';

export interface GivenFeedback {
  /** '' takes the feedback back. */
  rating: 'positive' | 'negative' | '';
  /** '' where there is none. */
  comment: string;
}

/** Notes what was said of a request's answer, in the place of what was said before. */
export async function insertFeedback(
  client: ClickHouseClient,
  { organizationId, id, rating, comment }: GivenFeedback & { organizationId: string; id: string },
): Promise<void> {
  await client.insert({
    table: 'request_feedback',
    columns: ['organization_id', 'id', 'rating', 'comment'],
    values: [{ organization_id: organizationId, id, rating, comment }],
    format: 'JSONEachRow',
  });
}
