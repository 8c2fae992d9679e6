import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Migration {
  /** Folder name: `NNNN_what_it_does`. */
  name: string;
  sql: string;
  /** SHA-256 of the file, hex, as Prisma keeps it. */
  checksum: string;
}

/** `migrations/` of this package; src and dist lie equally deep below its root. */
const migrationsFolder = join(dirname(fileURLToPath(import.meta.url)), '..', 'migrations');

/** All migrations in the order in which they are applied. */
export async function readMigrations(): Promise<Migration[]> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(migrationsFolder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}
