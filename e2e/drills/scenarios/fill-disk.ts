import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Drill } from '../drill.ts';
import type { AppProcess } from '../platform/app-process.ts';

const run = promisify(execFile);
const DISK_BYTES = 8 * 1024 * 1024;
/** Largest file a process may write where no small disk can be had, bytes: a segment is larger. */
const FILE_BYTES = 64 * 1024;

let proxy: AppProcess | null = null;
let disk: string | null = null;

/** A tmpfs where this process may mount one; else a limit on the size of files, which refuses writes as well. */
export const fillDisk: Drill = {
  name: 'disk',
  title: 'the disk of the spool is full for a third of the time',
  clientsMayFail: false,
  async prepare(platform) {
    const folder = await platform.spoolFolder('small-disk');
    const mounted = await run('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', folder]).then(
      () => true,
      () => false,
    );
    disk = mounted ? folder : null;
    proxy = await platform.anotherProxy(
      { SPOOL_DIR: folder },
      mounted ? {} : { prefix: ['prlimit', `--fsize=${FILE_BYTES}`] },
    );
    await proxy.start();
    return async () => {
      await proxy?.terminate();
      if (mounted) await run('umount', [folder]);
    };
  },
  addresses: () => (proxy === null ? [] : [proxy.url]),
  async disturb({ seconds }) {
    const filler = disk === null ? null : path.join(disk, 'filler');
    await wait((seconds / 4) * 1000);
    // Takes whatever is left; the write ends with ENOSPC.
    if (filler !== null) await writeFile(filler, Buffer.alloc(DISK_BYTES)).catch(() => undefined);
    await wait((seconds / 3) * 1000);
    if (filler !== null) await rm(filler);
  },
  repair() {
    const refused = proxy?.output().includes('The spool can not be written') ?? false;
    return refused ? Promise.resolve() : Promise.reject(new Error('The disk was meant to refuse writes'));
  },
};
