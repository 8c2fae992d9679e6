import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { root } from './platform/workspace.mjs';

/**
 * `npm run lint`: part by part. The linter keeps the types of all that it has read, and of the whole repository they are more
 * than Node's heap holds.
 */
const parts = [
  ['apps/web'],
  ['packages'],
  ['apps/proxy', 'apps/worker'],
  ['.', '--ignore-pattern', 'packages/**', '--ignore-pattern', 'apps/**'],
];

/** Parts at once: each takes a core. */
const AT_ONCE = 2;

const eslint = path.join(root, 'node_modules/.bin/eslint');

/** Reads parts until none is left. Every part is read, so that one run names all that is wrong. */
async function lintParts() {
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    const child = spawn(eslint, [...part, '--max-warnings', '0'], { cwd: root, stdio: 'inherit' });
    const [status] = await once(child, 'close');
    if (status !== 0) process.exitCode = 1;
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, lintParts));
