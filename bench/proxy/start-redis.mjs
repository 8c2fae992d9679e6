import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A Redis that keeps nothing on disk, as one for cache and limits may; resolves to its process when it answers. */
export async function startRedis(folder, port, cpu) {
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn('taskset', ['-c', String(cpu), 'redis-server', ...options], {
    cwd: folder,
    stdio: 'ignore',
  });
  for (let tries = 0; ; tries += 1) {
    const answered = await run('redis-cli', ['-p', String(port), 'PING']).then(
      () => true,
      () => false,
    );
    if (answered) return child;
    if (tries > 50) throw new Error('The Redis of the cache does not start');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
