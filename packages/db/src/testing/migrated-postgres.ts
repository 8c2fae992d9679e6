import { inject } from 'vitest';
import { type FreshPostgres, freshPostgres } from '@heliograph/stack/testing/services';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Name of the database that was migrated for the whole run. */
    postgresTemplate: string;
  }
}

/** A migrated Postgres database of its own, with nothing in it. */
export function migratedPostgres(): Promise<FreshPostgres> {
  return freshPostgres(inject('postgresTemplate'));
}
