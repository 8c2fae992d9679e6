import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { StackError } from '../process/stack-error.ts';

const run = promisify(execFile);

/** Whom the server runs as (undefined: whoever we are) and what stands before its command line. */
export interface ServerUser {
  ids: { uid: number; gid: number } | undefined;
  /** Command line that drops to that user; empty when we are that user already. */
  prefix: string[];
}

/**
 * Postgres refuses to run as root, so for root it runs as the user `postgres`, which is made when missing.
 * `paths` are the folders that user has to reach: where a parent is closed to others (a clone below /root), it keeps
 * the one capability that passes by folder permissions. Throws a StackError with one line that says what to do.
 */
export async function serverUser(paths: readonly string[]): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return { ids: undefined, prefix: [] };
  const ids = (await findUser('postgres')) ?? (await createUser());
  const drop = ['setpriv', `--reuid=${ids.uid}`, `--regid=${ids.gid}`, '--clear-groups'];
  const closed = await firstClosedFolder(paths);
  if (closed !== undefined) {
    const keep = '-all,+dac_override';
    drop.push('--securebits=+no_setuid_fixup', `--inh-caps=${keep}`, `--ambient-caps=${keep}`);
    drop.push(`--bounding-set=${keep}`);
  }
  try {
    await run('setpriv', [...drop.slice(1), 'true']);
  } catch (cause) {
    throw new StackError(
      `The embedded Postgres cannot run here: it doesn't run as root, and the user "postgres" ` +
        `${closed === undefined ? 'cannot be taken on' : `cannot enter ${closed}`}. Start as an ordinary user` +
        `${closed === undefined ? '' : `, or clone to a folder that others may enter`}, or set DATABASE_URL.`,
      { cause },
    );
  }
  return { ids, prefix: drop };
}

async function findUser(name: string): Promise<{ uid: number; gid: number } | undefined> {
  const passwd = await readFile('/etc/passwd', 'utf8');
  const fields = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .find((line) => line[0] === name);
  return fields === undefined ? undefined : { uid: Number(fields[2]), gid: Number(fields[3]) };
}

async function createUser(): Promise<{ uid: number; gid: number }> {
  const failed = (cause?: unknown) =>
    new StackError(
      'The embedded Postgres doesn\'t run as root and the user "postgres" could not be made: ' +
        'run "useradd --system --user-group postgres", start as an ordinary user, or set DATABASE_URL.',
      { cause },
    );
  try {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ]);
  } catch (cause) {
    throw failed(cause);
  }
  const made = await findUser('postgres');
  if (made === undefined) throw failed();
  return made;
}

/** The first folder on the way to one of these paths that other users may not enter. */
async function firstClosedFolder(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      if (((await stat(folder)).mode & 0o001) === 0) return folder;
      if (folder === dirname(folder)) break;
    }
  }
  return undefined;
}
