import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { childEntry } from './child-entry.ts';
import { inheritedEnvironment } from './env.ts';
import { StackError } from './stack-error.ts';

/** A running child of this process: one server of the stack. */
export interface StackChild {
  /** Process id of the server itself (not of its guard). */
  readonly pid: number;
  /** Resolves when the server has ended, whatever the reason, with one line that says how. */
  readonly exited: Promise<string>;
  /** Ends the server cleanly and resolves when it is gone; kills it after 30 s. */
  stop(): Promise<void>;
}

export interface SpawnChildOptions {
  /** Name for messages: `Postgres`, `Redis`, … */
  name: string;
  /** Path below `src`, without extension. */
  entry: string;
  /** Handed to the child as JSON in its first argument. */
  config: unknown;
  /** Where its stdout and stderr go: appended, begun anew at a start that finds it larger than 10 MB. */
  logFile: string;
  env?: Record<string, string>;
  /** Resolves when the server answers; it is asked again until then. */
  isReady: () => Promise<boolean>;
  /** Milliseconds until a server that doesn't answer is given up. */
  timeoutMs: number;
}

/** What a child tells its parent over the IPC channel. */
export type ChildMessage = { type: 'pid'; pid: number } | { type: 'failed'; message: string };

/**
 * Starts a child in its own process group (so that Ctrl-C reaches only the parent, which then stops things in order)
 * and waits until it answers. The child ends by itself when the parent is gone: its IPC channel closes.
 * Throws a StackError with the last lines of its log when it ends or doesn't answer in time.
 */
export async function spawnChild(options: SpawnChildOptions): Promise<StackChild> {
  await mkdir(dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, isLarge(options.logFile) ? 'w' : 'a');
  const child = fork(childEntry(options.entry), [JSON.stringify(options.config)], {
    detached: true,
    execArgv: [],
    stdio: ['ignore', log, log, 'ipc'],
    env: { ...inheritedEnvironment(), ...options.env },
  });
  closeSync(log);

  let pid = child.pid ?? 0;
  let failure: string | undefined;
  child.on('message', (message: ChildMessage) => {
    if (message.type === 'pid') pid = message.pid;
    else failure = message.message;
  });
  let ended = false;
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(failure ?? `ended with ${signal ?? `code ${code}`}`));
  });
  void exited.then(() => (ended = true));
  const stop = () => stopChild(child, exited);

  const deadline = Date.now() + options.timeoutMs;
  while (!(await options.isReady().catch(() => false))) {
    if (ended)
      throw new StackError(`${options.name} did not start: ${await exited}${lastLines(options.logFile)}`);
    if (Date.now() > deadline) {
      await stop();
      throw new StackError(
        `${options.name} did not answer within ${options.timeoutMs / 1000} s.${lastLines(options.logFile)}`,
      );
    }
    await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, 20))]);
  }
  return {
    get pid() {
      return pid;
    },
    exited,
    stop,
  };
}

async function stopChild(child: ChildProcess, exited: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const kill = setTimeout(() => child.kill('SIGKILL'), 30_000);
  child.kill('SIGTERM');
  await exited;
  clearTimeout(kill);
}

function isLarge(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 10 * 1024 * 1024;
}

function lastLines(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-5).join('\n  ');
  return `${lines === '' ? '' : `\n  ${lines}`}\n  (log: ${logFile})`;
}
