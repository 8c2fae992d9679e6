import { defineConfig } from 'vitest/config';

/**
 * Three kinds of tests, told apart by their names:
 * `x.test.ts` pure, `x.int.test.ts` against real services, `e2e/**\/x.e2e.test.ts` against the built platform in a browser.
 * Workspace packages are taken from their sources, so that unit and integration tests need no build.
 */
// Only ours: Vitest hands these to Node as well, where "import" would make require() take ES modules (pg breaks on it).
// Vite and Node add their own ("import", "default", …).
const conditions = ['heliograph-source', 'node'];
const shared = {
  resolve: { conditions: [...conditions, 'import', 'module', 'default'] },
  ssr: { resolve: { conditions, externalConditions: conditions } },
} as const;

/** Files one after the other in the same process: no module of ours keeps anything, and loading all of them takes longest. */
const together = { isolate: false } as const;

export default defineConfig({
  ...shared,
  test: {
    // Two cores: more workers only make each other late.
    maxWorkers: 2,
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          setupFiles: ['vitest.setup.ts'],
          include: ['{apps,packages}/*/src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
          exclude: ['**/*.int.test.ts', '**/node_modules/**', '**/dist/**'],
          // A busy machine is no failure.
          testTimeout: 30_000,
          ...together,
        },
      },
      {
        ...shared,
        test: {
          name: 'int',
          setupFiles: ['vitest.setup.ts'],
          include: ['{apps,packages}/*/src/**/*.int.test.ts', 'e2e/src/**/*.int.test.ts'],
          globalSetup: [
            'packages/stack/src/testing/global-setup.ts',
            'packages/db/src/testing/postgres-template.ts',
            'packages/clickhouse/src/testing/clickhouse-template.ts',
          ],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          ...together,
          // They wait a good deal: for services to come and go, and for what is put off.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        ...shared,
        test: {
          name: 'e2e',
          include: ['e2e/src/**/*.e2e.test.ts'],
          globalSetup: ['e2e/src/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        ...shared,
        test: {
          // Services and apps of their own that are killed: see e2e/drills/README.md.
          name: 'drills',
          include: ['e2e/drills/*.drill.test.ts'],
          hookTimeout: 180_000,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
