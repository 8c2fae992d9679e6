import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from './platform/workspace.mjs';

/**
 * `npm run lint`: part by part. The linter keeps the types of all that it has read, and of the whole repository they are more
 * than Node's heap holds.
 */
const parts = [
  ['packages'],
  ['apps/proxy', 'apps/worker'],
  ['apps/web'],
  ['.', '--ignore-pattern', 'packages/**', '--ignore-pattern', 'apps/**'],
];

const eslint = path.join(root, 'node_modules/.bin/eslint');
for (const part of parts) {
  const { status } = spawnSync(eslint, [...part, '--max-warnings', '0'], { cwd: root, stdio: 'inherit' });
  // Every part is read, so that one run names all that is wrong.
  if (status !== 0) process.exitCode = 1;
}
