import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { exportFormatSchema } from '@heliograph/contracts/exports';
import type { DbClient } from '@heliograph/db/client';
import { expireExports, findKeptExports } from '@heliograph/services/export/progress';

const NAME = new RegExp(
  `^([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\\.(?:${exportFormatSchema.options.join('|')})(?:\\.part)?$`,
);

/**
 * Takes the files of exports away that have expired, were cancelled or deleted, or whose organization is gone; leaves
 * files of other names alone. Returns how many.
 */
export async function sweepExports(db: DbClient, directory: string): Promise<number> {
  await expireExports(db, new Date());
  const names = await readdir(directory).catch(() => []);
  const files = names.flatMap((name) => {
    const id = NAME.exec(name)?.[1];
    return id === undefined ? [] : [{ name, id }];
  });
  if (files.length === 0) return 0;
  const kept = await findKeptExports(
    db,
    files.map(({ id }) => id),
  );
  const gone = files.filter(({ id }) => !kept.has(id));
  for (const { name } of gone) await rm(path.join(directory, name), { force: true });
  return gone.length;
}
