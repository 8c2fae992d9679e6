import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './platform/workspace.mjs';

/**
 * `npm run fuzz -- [--seconds N] [--seed N]`: malformed HTTP against the proxy, on this machine only.
 * Without a seed each run takes other cases; a failure prints the seed and the bytes that show it again.
 */
function numberAfter(name, otherwise) {
  const at = process.argv.indexOf(name);
  if (at === -1) return otherwise;
  const value = Number(process.argv[at + 1]);
  if (Number.isInteger(value) && value >= 0) return value;
  process.stderr.write(`${name} takes a whole number: npm run fuzz -- --seconds 60 --seed 1\n`);
  process.exit(1);
}

const seconds = numberAfter('--seconds', 60);
const seed = numberAfter('--seed', Math.floor(Math.random() * 2 ** 31));
const child = spawn(
  path.join(root, 'node_modules/.bin/vitest'),
  ['run', '--project', 'int', 'e2e/src/fuzz'],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, FUZZ_SECONDS: String(seconds), FUZZ_SEED: String(seed) },
  },
);
child.once('close', (code) => (process.exitCode = code ?? 1));
