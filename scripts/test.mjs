import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { runCommand } from './platform/run-command.mjs';
import { Actionable, step } from './platform/step.mjs';
import { ensureSystemPackages } from './platform/system-packages.mjs';
import { checkNode, installPackages, logs, root, turbo } from './platform/workspace.mjs';

/**
 * `npm test`: installs what the tests need and runs all of them, from formatting to the browser.
 * Arguments go to vitest (`npm test -- --project unit`), and then nothing else is run.
 * Closes with `N passed, N failed` on a line of its own.
 */
const bin = (name) => path.join(root, 'node_modules/.bin', name);

/** Checks without tests of their own; each counts as one. */
const checks = [
  ['Formatting', () => check('prettier', ['--check', '.'], 'Run: npm run format')],
  ['Lint', () => run(process.execPath, ['scripts/lint.mjs'], 'eslint')],
  ['Unused code', () => check('knip', [])],
];

/** Runs the checks side by side: some of them use one core alone. Returns how many failed, having said why. */
async function runChecks() {
  const left = new Set(checks.map(([title]) => title));
  const complaints = [];
  const runAll = async (say) => {
    say([...left].join(', '));
    const runOne = async ([title, run]) => {
      try {
        await run();
      } catch (error) {
        if (!(error instanceof Actionable)) throw error;
        complaints.push(error.message);
      }
      left.delete(title);
      say([...left].join(', '));
    };
    await Promise.all(checks.map(runOne));
    if (complaints.length > 0) throw new Actionable(complaints.join('\n\n'));
  };
  try {
    await step('Checking files', runAll);
  } catch (error) {
    if (!(error instanceof Actionable)) throw error;
    process.stderr.write(`${error.message}\n`);
  }
  return complaints.length;
}

function check(command, args, hint) {
  return run(bin(command), args, command, hint);
}

function run(command, args, name, hint) {
  return runCommand(command, args, { cwd: root, logFile: path.join(logs, `${name}.log`), hint });
}

/** Runs vitest with its output on this terminal; returns what it counted. */
async function runVitest(args) {
  const output = path.join(root, 'test-output');
  await mkdir(output, { recursive: true });
  const report = path.join(output, 'vitest.json');
  const child = spawn(
    bin('vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
    { cwd: root, stdio: 'inherit' },
  );
  const code = await new Promise((resolve) => child.once('close', resolve));
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(await readFile(report, 'utf8'));
  // A file that fails before its first test, or a failing teardown, must not look green.
  const failed = Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0, code === 0 ? 0 : 1);
  return { passed: numPassedTests, failed };
}

async function main() {
  const only = process.argv.slice(2);
  checkNode();
  await ensureSystemPackages({ chromium: 'chromium', curl: 'curl', 'redis-server': 'redis-server' });
  await installPackages();
  let passed = 0;
  let failed = 0;
  if (only.length === 0) {
    await turbo('Building', 'build');
    await turbo('Checking types', 'typecheck');
    failed = await runChecks();
    passed = checks.length - failed;
  }
  const tests = await runVitest(only);
  passed += tests.passed;
  failed += tests.failed;
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

main().catch((error) => {
  process.stderr.write(
    `\n${error instanceof Actionable ? error.message : error.stack}\n\n0 passed, 1 failed\n`,
  );
  process.exitCode = 1;
});
