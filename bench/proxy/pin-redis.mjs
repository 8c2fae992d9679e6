import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Puts an embedded Redis on this core, so that the proxy has its own to itself. */
export async function pinRedis(url, cpu) {
  const { stdout } = await run('redis-cli', ['-u', url, 'INFO', 'server']);
  const pid = /^process_id:(\d+)/m.exec(stdout)?.[1];
  if (pid === undefined) throw new Error('Redis does not say its process id');
  await run('taskset', ['-acp', String(cpu), pid]);
}
