import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { v7 as uuid } from 'uuid';

/** A process's own folder below SPOOL_DIR; nobody else writes there while it lives. */
export interface SpoolDirectory {
  id: string;
  path: string;
  /** Takes over the segments of processes that are gone; each goes to exactly one adopter. Gives their paths. */
  adopt(): Promise<string[]>;
  /** Says "still alive" to processes on other machines that share SPOOL_DIR. */
  beat(): Promise<void>;
  /** Removes the folder if it is empty; what is left is for others to adopt. */
  leave(): Promise<void>;
}

interface Owner {
  host: string;
  bootId: string;
  pid: number;
  /** Start of the process in clock ticks since boot; tells it from another that got the same pid. */
  startTicks: string;
}

const OWNER_FILE = 'owner.json';
export const SEGMENT_SUFFIX = '.seg';
/** A process on another machine counts as dead after this silence. */
const FOREIGN_SILENCE_MS = 60_000;

/** Makes this process's folder. Throws where SPOOL_DIR can't be written. */
export async function openSpoolDirectory(root: string): Promise<SpoolDirectory> {
  await mkdir(root, { recursive: true });
  const id = uuid();
  const own = path.join(root, id);
  const me: Owner = {
    host: hostname(),
    bootId: bootId(),
    pid: process.pid,
    startTicks: startTicks(process.pid) ?? '',
  };
  // Appears together with its owner, so that nobody takes it for an abandoned one.
  const draft = path.join(root, `.new-${id}`);
  await mkdir(draft);
  await writeFile(path.join(draft, OWNER_FILE), JSON.stringify(me));
  await rename(draft, own);

  async function isAbandoned(folder: string): Promise<boolean> {
    const file = path.join(folder, OWNER_FILE);
    const owner = parseOwner(await readFile(file, 'utf8').catch(() => ''));
    if (owner === null) return true;
    if (owner.host !== me.host) {
      const seen = await stat(file).catch(() => null);
      return seen === null || Date.now() - seen.mtimeMs > FOREIGN_SILENCE_MS;
    }
    return owner.bootId !== me.bootId || !isRunning(owner);
  }

  return {
    id,
    path: own,
    async adopt() {
      const adopted: string[] = [];
      for (const entry of await readdir(root, { withFileTypes: true })) {
        const folder = path.join(root, entry.name);
        if (
          !entry.isDirectory() ||
          entry.name === id ||
          entry.name.startsWith('.') ||
          !(await isAbandoned(folder))
        )
          continue;
        for (const name of await readdir(folder).catch(() => [])) {
          if (!name.endsWith(SEGMENT_SUFFIX)) continue;
          const to = path.join(own, name);
          // rename is atomic: of several adopters one gets the file, the others see that it's gone.
          if (await rename(path.join(folder, name), to).then(yes, no)) adopted.push(to);
        }
        await rm(path.join(folder, OWNER_FILE), { force: true });
        await rmdir(folder).catch(() => undefined);
      }
      return adopted.sort();
    },
    async beat() {
      const now = new Date();
      await utimes(path.join(own, OWNER_FILE), now, now).catch(() => undefined);
    },
    async leave() {
      const left = await readdir(own).catch(() => []);
      if (left.some((name) => name !== OWNER_FILE)) return;
      await rm(path.join(own, OWNER_FILE), { force: true });
      await rmdir(own).catch(() => undefined);
    },
  };
}

const yes = (): boolean => true;
const no = (): boolean => false;

function parseOwner(text: string): Owner | null {
  try {
    const owner = JSON.parse(text) as Partial<Owner>;
    return typeof owner.pid === 'number' && typeof owner.host === 'string' ? (owner as Owner) : null;
  } catch {
    return null;
  }
}

function isRunning({ pid, startTicks: started }: Owner): boolean {
  const ticks = startTicks(pid);
  if (ticks !== null && started !== '') return ticks === started;
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Field 22 of /proc/<pid>/stat; null where there is no such process or no /proc. A zombie counts as gone. */
function startTicks(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  } catch {
    return '';
  }
}
