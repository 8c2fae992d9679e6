import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from './folder-lock.ts';
import { isRunning, processIdentity } from './process-identity.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heliograph-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const lockFile = () => join(folder, 'stack.lock');

test('a held folder is refused, a released one is free', async () => {
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(
    `Another Heliograph (process ${process.pid}) uses ${folder}`,
  );
  await lock.release();
  const again = await lockFolder(folder);
  await again.release();
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ['of a process that is gone', JSON.stringify({ owner: { pid: 2 ** 22 + 1, started: 'x' }, children: [] })],
  [
    'of another process with our number',
    JSON.stringify({ owner: { pid: process.pid, started: 'x' }, children: [] }),
  ],
  ['cut by a power loss', '{"owner":{"pi'],
  ['left empty', ''],
])('a lock %s is taken over', async (_, content) => {
  await writeFile(lockFile(), content);
  const lock = await lockFolder(folder);
  expect(await readFile(lockFile(), 'utf8')).toContain(`"pid":${process.pid}`);
  await lock.release();
});

test('a child that outlived its parent is ended before the folder is taken', async () => {
  const script = join(folder, 'wait.mjs');
  await writeFile(script, "process.send('up'); process.on('disconnect', () => setInterval(() => {}, 1000));");
  const child = fork(script, { execArgv: [] });
  await once(child, 'message');
  const identity = await processIdentity(child.pid ?? 0);
  if (identity === undefined) throw new Error('the child is not there');
  const owner = { pid: 2 ** 22 + 1, started: 'x' };
  await writeFile(lockFile(), JSON.stringify({ owner, children: [identity] }));
  const lock = await lockFolder(folder);
  expect(await isRunning(identity)).toBe(false);
  await lock.release();
});
