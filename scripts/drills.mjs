import { spawn } from 'node:child_process';
import path from 'node:path';
import { Actionable } from './platform/step.mjs';
import { checkNode, installPackages, root, turbo } from './platform/workspace.mjs';

/**
 * `npm run drills -- [name …] [--seconds N] [--rate N]`: kills parts of the platform under load and counts what came of
 * every request. Names are those of e2e/drills/README.md; without one all drills are run, 60 s each.
 */
function options(args) {
  const found = { seconds: 60, rate: 200, names: [] };
  for (let i = 0; i < args.length; i += 1) {
    const option = /^--(seconds|rate)$/.exec(args[i])?.[1];
    if (option === undefined) {
      if (args[i].startsWith('-')) throw new Actionable(`${args[i]} is no option: --seconds N, --rate N.`);
      found.names.push(args[i]);
      continue;
    }
    found[option] = Number(args[(i += 1)]);
    if (!(found[option] > 0)) throw new Actionable(`--${option} takes a number above 0.`);
  }
  return found;
}

async function main() {
  const { seconds, rate, names } = options(process.argv.slice(2));
  checkNode();
  await installPackages();
  await turbo('Building', 'build');
  const child = spawn(
    path.join(root, 'node_modules/.bin/vitest'),
    ['run', '--project', 'drills', '--reporter=verbose'],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        DRILL_SECONDS: String(seconds),
        DRILL_RATE: String(rate),
        DRILL_NAMES: names.join(','),
      },
    },
  );
  child.once('close', (code) => (process.exitCode = code ?? 1));
}

main().catch((error) => {
  process.stderr.write(`\n${error instanceof Actionable ? error.message : error.stack}\n`);
  process.exitCode = 1;
});
