import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { StackError } from '../process/stack-error.ts';

const run = promisify(execFile);

const hint =
  'Redis is needed and not installed. Install it (Debian, Ubuntu: "apt-get install -y redis-server"; macOS: ' +
  '"brew install redis") or set REDIS_URL to a running server.';

/**
 * Path of `redis-server` or `valkey-server`; installs the system's package when it is missing and the rights are there
 * (root, or sudo without a password). Throws a StackError with one line that says what to do when there is none in the end.
 */
export async function findRedis(onInstall?: () => void): Promise<string> {
  const found = await which('redis-server', 'valkey-server');
  if (found !== undefined) return found;

  const aptGet = await which('apt-get');
  if (aptGet === undefined) throw new StackError(hint);
  onInstall?.();
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = async (...args: string[]) => {
    const [command = 'env', ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', aptGet, ...args];
    await run(command, rest);
  };
  const install = () => apt('install', '-y', '--no-install-recommends', 'redis-server');
  try {
    // A fresh image has no package lists yet: a first failure is answered by fetching them.
    await install().catch(() => apt('update').then(install));
  } catch {
    throw new StackError(hint);
  }
  const installed = await which('redis-server');
  if (installed === undefined) throw new StackError(hint);
  return installed;
}

/** The first of these commands on PATH or in the usual folders that a service's PATH may lack. */
async function which(...names: string[]): Promise<string | undefined> {
  const places = 'PATH=$PATH:/usr/local/bin:/usr/bin:/usr/sbin:/opt/homebrew/bin';
  for (const name of names) {
    const found = await run('/bin/sh', ['-c', `${places}; command -v ${name}`]).catch(() => undefined);
    if (found !== undefined) return found.stdout.trim();
  }
  return undefined;
}
