import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
/** As under `npm start`: no app outlives a drill that is ended itself. */
const endWithParent = path.join(root, 'scripts/platform/end-with-parent.mjs');

export interface AppOptions {
  app: 'proxy' | 'worker';
  port: number;
  env: Record<string, string>;
  /** Where its output goes. */
  logFile: string;
  /** Arguments for Node itself. */
  nodeArgs?: string[];
  /** Put in front of the command, e.g. to limit what the process may use. */
  prefix?: string[];
}

/** A built app as a process (for the proxy: a group of them) of its own. */
export interface AppProcess {
  readonly port: number;
  readonly url: string;
  /** Starts it and waits until it serves; `ready: false` only until its process is there. */
  start(options?: { ready: boolean }): Promise<void>;
  /** kill -9 of all its processes at once. */
  kill(): Promise<void>;
  /** kill -9 of one of the processes below it, as far as there are any. */
  killOne(): void;
  /** SIGTERM; resolves with the exit code. */
  terminate(): Promise<number | null>;
  signal(signal: NodeJS.Signals): void;
  /** The last of what it wrote to its log. */
  output(): string;
  /** Says something over the process's channel. */
  tell(message: unknown): void;
}

/** Prepares a process from apps/<app>/dist. Nothing runs before `start`. */
export function appProcess({ app, port, env, logFile, nodeArgs = [], prefix = [] }: AppOptions): AppProcess {
  let child: ChildProcess | null = null;
  let output = '';
  const url = `http://127.0.0.1:${port}`;

  async function gone(process: ChildProcess): Promise<number | null> {
    if (process.exitCode === null && process.signalCode === null) await once(process, 'exit');
    return process.exitCode;
  }

  return {
    port,
    url,
    async start({ ready } = { ready: true }) {
      mkdirSync(path.dirname(logFile), { recursive: true });
      const log = createWriteStream(logFile, { flags: 'a' });
      output = '';
      const [command = '', ...args] = [
        ...prefix,
        process.execPath,
        '--import',
        endWithParent,
        ...nodeArgs,
        'dist/main.js',
      ];
      const started = spawn(command, args, {
        cwd: path.join(root, 'apps', app),
        env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...env },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        // A group of its own, so that all of the proxy's processes can be killed in the same moment.
        detached: true,
      });
      for (const stream of [started.stdout, started.stderr]) {
        stream?.on('data', (chunk: Buffer) => {
          output = (output + chunk.toString()).slice(-100_000);
          log.write(chunk);
        });
      }
      child = started;
      if (ready) await untilReady(url, started, () => output);
    },
    async kill() {
      if (child?.pid === undefined) return;
      const killed = child;
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It ended by itself this moment.
      }
      await gone(killed);
    },
    killOne() {
      const pids = [...output.matchAll(/"pid":(\d+),"worker":\d+.*?"msg":"The proxy is ready"/g)];
      const alive = pids.map(([, pid]) => Number(pid)).filter((pid) => isAlive(pid));
      const [victim] = alive;
      if (victim !== undefined) process.kill(victim, 'SIGKILL');
    },
    async terminate() {
      if (child === null) return null;
      child.kill('SIGTERM');
      return gone(child);
    },
    signal(signal) {
      child?.kill(signal);
    },
    output: () => output,
    tell(message) {
      child?.send(message as object);
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Asks /readyz until it says 200. Throws with the last of the output where the process ends. */
async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`${url} ended while starting:\n${output().slice(-2_000)}`);
    }
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
