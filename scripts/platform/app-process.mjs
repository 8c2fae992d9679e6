import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { logs, root } from './workspace.mjs';
import { Actionable } from './step.mjs';

const preload = path.join(import.meta.dirname, 'end-with-parent.mjs');

/**
 * One app as a child process that is started again when it ends by itself, with its output in a log file.
 * In a process group of its own, so that Ctrl-C reaches the supervisor alone and apps end in order.
 * `ready` resolves once it answers at `readyUrl`; `stop(graceMs)` ends it, by force after the grace.
 */
export function startApp({ name, args, env, readyUrl, onTrouble }) {
  mkdirSync(logs, { recursive: true });
  const logFile = path.join(logs, `${name}.log`);
  const log = createWriteStream(logFile, { flags: 'a' });
  let child;
  let stopping = false;
  let startedAt = 0;
  let wait = 500;
  let failedToStart = false;
  let everReady = false;

  const launch = () => {
    startedAt = Date.now();
    child = spawn(process.execPath, ['--import', preload, ...args], {
      cwd: path.join(root, 'apps', name),
      env: { ...process.env, ...env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.once('exit', (code, signal) => {
      if (stopping) return;
      if (!everReady) {
        failedToStart = true;
        return;
      }
      wait = Date.now() - startedAt > 30_000 ? 500 : Math.min(wait * 2, 15_000);
      onTrouble(
        `${name} ended (${signal ?? code}); starting it again. Its log: ${path.relative(root, logFile)}`,
      );
      setTimeout(() => !stopping && launch(), wait);
    });
  };
  launch();

  const ready = untilReady(name, readyUrl, logFile, () => failedToStart).then(() => {
    everReady = true;
  });
  return {
    ready,
    async stop(graceMs) {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await ended;
      clearTimeout(timer);
      log.end();
    },
  };
}

/** Waits until the app answers 200 at its readiness address, at most 90 s. */
async function untilReady(name, url, logFile, failed) {
  const deadline = Date.now() + 90_000;
  let last = 'no answer';
  const shown = path.relative(root, logFile);
  while (Date.now() < deadline) {
    if (failed()) throw new Actionable(`${name} ended while starting: see the end of ${shown}.`);
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      if (answer.ok) return;
      last = `${answer.status} ${(await answer.text()).slice(0, 300)}`;
    } catch (error) {
      last = error.cause?.code ?? error.name;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Actionable(`${name} is not ready after 90 s (${last}): see ${shown}.`);
}
