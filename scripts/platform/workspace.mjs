import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from './run-command.mjs';
import { Actionable, step } from './step.mjs';

/** The repository's root folder. */
export const root = path.resolve(import.meta.dirname, '../..');
const state = path.join(root, '.heliograph');
export const logs = path.join(state, 'logs');

const quiet = { NEXT_TELEMETRY_DISABLED: '1', TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', CI: 'true' };

/** Throws where this Node is older than the `engines` field of package.json asks for. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Actionable(
      `Node ${process.versions.node} is too old: install Node 20.19 or newer and run this again.`,
    );
  }
}

/** Reads .env into process.env; what is set there already wins. */
export function loadDotEnv() {
  const file = path.join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

/** Gets the pinned pnpm through npm (once) and returns the path of its executable. */
async function ensurePnpm() {
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const version = manifest.packageManager.split('@')[1];
  const folder = path.join(state, 'tools', `pnpm-${version}`);
  const executable = path.join(folder, 'node_modules/.bin/pnpm');
  if (!existsSync(executable)) {
    await mkdir(folder, { recursive: true });
    await step(`Getting pnpm ${version} through npm`, () =>
      runCommand(
        'npm',
        ['install', '--prefix', folder, '--no-audit', '--no-fund', '--no-save', `pnpm@${version}`],
        {
          cwd: folder,
          logFile: path.join(logs, 'pnpm.log'),
          hint: 'Check that npm reaches its registry.',
        },
      ),
    );
  }
  return executable;
}

/** Everything that decides what `pnpm install` would do, as one hash. */
async function installFingerprint() {
  const hash = createHash('sha256').update(process.version);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json']) {
    hash.update(await readFile(path.join(root, file)));
  }
  return hash.digest('hex');
}

/** Installs the packages; does nothing where the lock file is what it was at the last install. */
export async function installPackages() {
  const stamp = path.join(root, 'node_modules/.heliograph-installed');
  const fingerprint = await installFingerprint();
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === fingerprint) return;
  const pnpm = await ensurePnpm();
  await step('Installing packages', (say) =>
    runCommand(pnpm, ['install', '--frozen-lockfile', '--reporter=append-only'], {
      cwd: root,
      env: quiet,
      logFile: path.join(logs, 'install.log'),
      onLine: (line) => line.startsWith('Progress') && say(line.replace('Progress: ', '')),
      hint: 'Check that npm reaches its registry, and that the disk is not full.',
    }),
  );
  await writeFile(stamp, fingerprint);
}

/** Runs tasks of turbo.json in all packages. Unchanged packages come from turbo's cache. */
export async function turbo(title, ...tasks) {
  const pnpm = await ensurePnpm();
  await step(title, (say) =>
    runCommand(path.join(root, 'node_modules/.bin/turbo'), ['run', ...tasks, '--output-logs=new-only'], {
      cwd: root,
      // turbo asks the package manager about the workspace, and looks for it on the PATH.
      env: { ...quiet, NODE_ENV: 'production', PATH: `${path.dirname(pnpm)}:${process.env.PATH}` },
      logFile: path.join(logs, `${tasks.join('-')}.log`),
      onLine: (line) => {
        const name = /^@heliograph\/([a-z0-9-]+):/.exec(line)?.[1];
        if (name) say(name);
      },
    }),
  );
}
