import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ClickHouseClient } from '@heliograph/clickhouse/client';
import { countRequests } from '@heliograph/clickhouse/count-requests';
import { exportFileName } from '@heliograph/contracts/exports';
import type { OpenExport } from '@heliograph/services/export/progress';
import { readMatching } from './read-matching.ts';
import { createEncoder } from './row-encoder.ts';

export interface WriteExport {
  order: OpenExport;
  /** Where files stand; made when missing. */
  directory: string;
  /** Is told after every batch; false where it shall go no further. */
  onProgress: (progress: { requests?: number; exported: number }) => Promise<boolean>;
}

/**
 * Writes the file of an export beside its name and gives it that when it is whole, so that a file of the name is always
 * whole. Null where it was not to go further; then nothing stays. May be repeated: it begins anew.
 */
export async function writeExport(
  clickHouse: ClickHouseClient,
  { order, directory, onProgress }: WriteExport,
): Promise<{ exported: number; bytes: number } | null> {
  const { organizationId, from, to, filter, format, withBodies } = order;
  const range = { organizationId, from, to, filter };
  const target = path.join(directory, exportFileName(order));
  const partial = `${target}.part`;
  let exported = 0;
  let bytes = 0;
  if (!(await onProgress({ requests: await countRequests(clickHouse, range), exported }))) return null;
  // Only for ourselves: the files hold what people said.
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = await open(partial, 'w', 0o600);
  try {
    const encoder = createEncoder(format, withBodies);
    const write = async (chunk: Uint8Array): Promise<void> => {
      await file.writeFile(chunk);
      bytes += chunk.length;
    };
    for await (const rows of readMatching(clickHouse, range, withBodies)) {
      await write(encoder.encode(rows));
      exported += rows.length;
      if (!(await onProgress({ exported }))) {
        await rm(partial, { force: true });
        return null;
      }
    }
    await write(encoder.finish());
    await file.sync();
    await rename(partial, target);
    return { exported, bytes };
  } finally {
    await file.close();
  }
}
