import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { runCommand } from './run-command.mjs';
import { Actionable, step } from './step.mjs';
import { logs, root } from './workspace.mjs';

const run = promisify(execFile);

async function has(command) {
  return run('sh', ['-c', `command -v ${command}`]).then(
    () => true,
    () => false,
  );
}

/**
 * Installs Debian packages whose command is missing: as root, or with sudo where that needs no password.
 * `needed` maps a command to the package that brings it.
 */
export async function ensureSystemPackages(needed) {
  const missing = [];
  for (const [command, name] of Object.entries(needed)) {
    if (!(await has(command))) missing.push(name);
  }
  if (missing.length === 0) return;
  const byHand = `Install it by hand: apt-get install -y ${missing.join(' ')}`;
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  if (!(await has('apt-get')) || (prefix.length > 0 && !(await has('sudo')))) {
    throw new Actionable(
      `${missing.join(', ')} is missing, and this script can't install it here. ${byHand}`,
    );
  }
  const apt = async (...args) => {
    const [command, ...rest] = [...prefix, 'apt-get', ...args];
    await runCommand(command, rest, {
      cwd: root,
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      logFile: path.join(logs, 'apt.log'),
      hint: byHand,
    });
  };
  await step(`Installing ${missing.join(', ')}`, async () => {
    await apt('update', '-qq');
    await apt('install', '-y', '-qq', '--no-install-recommends', ...missing);
  });
}
