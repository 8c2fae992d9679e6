import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** The process and all its descendants (nginx serves from a child). */
function family(pid) {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number),
  );
  return [pid, ...children.flatMap(family)];
}

/** CPU time used so far by the process and its descendants, microseconds (user + system). */
export function cpuMicroseconds(pid) {
  let ticks = 0;
  for (const member of family(pid)) {
    const fields = readFileSync(`/proc/${member}/stat`, 'utf8').split(') ')[1].split(' ');
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return (ticks / ticksPerSecond) * 1e6;
}

/** Resident memory now of the process and its descendants, MB (10^6 bytes). */
export function rssMegabytes(pid) {
  let kilobytes = 0;
  for (const member of family(pid)) {
    const status = readFileSync(`/proc/${member}/status`, 'utf8');
    kilobytes += Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
  }
  return (kilobytes * 1024) / 1e6;
}
