import 'vitest';

/** What the global setup hands to the tests' processes. */
declare module 'vitest' {
  export interface ProvidedContext {
    heliographPostgresUrl: string;
    heliographClickHouseUrl: string;
    heliographRedisUrl: string;
  }
}

/** Number of logical Redis databases; the first one only counts which are taken. */
export const testRedisDatabases = 1024;
