import type { DbClient } from '@heliograph/db/client';

/** Who acts, and for which organization. Whoever builds one has checked the session or the key. */
export type Actor =
  | { type: 'user'; organizationId: string; userId: string; role: string }
  | { type: 'api_key'; organizationId: string; apiKeyId: string };

/** First argument of every verb. */
export interface ServiceContext {
  db: DbClient;
  actor: Actor;
}
