import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning, processIdentity, type ProcessIdentity } from './process-identity.ts';
import { StackError } from './stack-error.ts';

/** One stack at a time may use a data folder. */
export interface FolderLock {
  /** Remembers a child, so that a later start can wait for it if we die before it does. */
  addChild(pid: number): Promise<void>;
  release(): Promise<void>;
}

interface LockContent {
  owner: ProcessIdentity;
  children: ProcessIdentity[];
}

/**
 * Takes the folder for this process. A lock left behind by a killed process or a power cut is taken over, after what
 * it had started has ended. Throws a StackError with one line that says what to do when the folder is in use.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = join(folder, 'stack.lock');
  await mkdir(folder, { recursive: true });
  const owner = (await processIdentity(process.pid)) ?? { pid: process.pid, started: 'unknown' };
  const content: LockContent = { owner, children: [] };
  while (!(await createExclusively(file, content))) await clearStaleLock(folder, file);
  let saving = Promise.resolve();
  // One after the other: children that come up together share the temporary file.
  const save = () =>
    (saving = saving.then(async () => {
      await writeFile(`${file}.${process.pid}`, JSON.stringify(content));
      await rename(`${file}.${process.pid}`, file);
    }));
  return {
    addChild: async (pid) => {
      const child = await processIdentity(pid);
      if (child !== undefined) content.children.push(child);
      await save();
    },
    release: () => saving.finally(() => rm(file, { force: true })),
  };
}

async function createExclusively(file: string, content: LockContent): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify(content), { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function clearStaleLock(folder: string, file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const content = parse(text);
  if (content !== undefined && (await isRunning(content.owner))) {
    throw new StackError(
      `Another Heliograph (process ${content.owner.pid}) uses ${folder}: stop it first, or set DATA_DIR to another folder.`,
    );
  }
  for (const child of content?.children ?? []) await endLeftover(child, folder);
  // Moved away rather than deleted: of two that start at the same moment, only one gets this very file.
  const aside = `${file}.stale.${process.pid}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) !== text) await rename(aside, file);
  else await rm(aside);
}

/** Children end when their parent is gone; one that lost its guard as well is asked to. */
async function endLeftover(child: ProcessIdentity, folder: string): Promise<void> {
  if (!(await isRunning(child))) return;
  try {
    // The signal for a fast clean shutdown of each of them.
    process.kill(child.pid, 'SIGINT');
  } catch {
    // It ended this moment, or isn't ours to end: the wait tells.
  }
  for (const deadline = Date.now() + 30_000; await isRunning(child);) {
    if (Date.now() > deadline) {
      throw new StackError(
        `Process ${child.pid} of an earlier run still uses ${folder}: end it with "kill -9 ${child.pid}".`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A file cut by a power loss says nothing: it counts as stale. */
function parse(text: string): LockContent | undefined {
  try {
    return JSON.parse(text) as LockContent;
  } catch {
    return undefined;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
