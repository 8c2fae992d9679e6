import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A process and when it started: process ids alone are given out again, after a reboot at the latest. */
export interface ProcessIdentity {
  pid: number;
  started: string;
}

/** The identity of a running process, or undefined when there is none (or only its unburied remains). */
export async function processIdentity(pid: number): Promise<ProcessIdentity | undefined> {
  try {
    const started = process.platform === 'linux' ? await startedOnLinux(pid) : await startedByPs(pid);
    return started === undefined ? undefined : { pid, started };
  } catch {
    return undefined;
  }
}

export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  return (await processIdentity(identity.pid))?.started === identity.started;
}

async function startedOnLinux(pid: number): Promise<string | undefined> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // proc_pid_stat(5): the name in parentheses may hold spaces; state is field 3, the start time field 22.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? undefined : `${boot.trim()}/${fields[19]}`;
}

async function startedByPs(pid: number): Promise<string | undefined> {
  const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]);
  return stdout.trim() === '' ? undefined : stdout.trim();
}
