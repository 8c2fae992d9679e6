/**
 * Runs one server that isn't ours (Postgres, Redis) and sees to it that it never outlives the parent:
 * when the IPC channel closes, however the parent died, the server is ended with its own clean signal.
 */
import { spawn } from 'node:child_process';
import type { ChildMessage } from './spawn-child.ts';

export interface GuardConfig {
  command: string;
  args: string[];
  stopSignal: NodeJS.Signals;
}

const config = JSON.parse(process.argv[2] ?? '{}') as GuardConfig;
const server = spawn(config.command, config.args, { stdio: ['ignore', 'inherit', 'inherit'] });

function tell(message: ChildMessage): void {
  if (process.connected) process.send?.(message);
}

let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  server.kill(config.stopSignal);
  setTimeout(() => server.kill('SIGKILL'), 25_000).unref();
}

server.once('spawn', () => tell({ type: 'pid', pid: server.pid ?? 0 }));
server.once('error', (error) => {
  tell({ type: 'failed', message: `${config.command}: ${error.message}` });
  process.exitCode = 1;
  process.disconnect?.();
});
server.once('exit', (code, signal) => {
  if (!stopping)
    tell({ type: 'failed', message: `${config.command} ended with ${signal ?? `code ${code}`}` });
  process.exitCode = stopping ? 0 : (code ?? 1);
  process.disconnect?.();
});
process.on('disconnect', stop);
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
