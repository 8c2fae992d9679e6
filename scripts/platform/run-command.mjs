import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Actionable } from './step.mjs';

/**
 * Runs a command to its end with its output in a log file. Throws an Actionable with the last lines where it fails.
 * `onLine` sees each line as it comes.
 */
export async function runCommand(command, args, { cwd, env, logFile, onLine, hint }) {
  await mkdir(path.dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile, { flags: 'w' });
  const tail = [];
  const code = await new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.once('error', (error) =>
      reject(new Actionable(`${command} could not be started (${error.code}). ${hint ?? ''}`.trim())),
    );
    let rest = '';
    const read = (chunk) => {
      log.write(chunk);
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.trim() === '') continue;
        tail.push(line);
        if (tail.length > 25) tail.shift();
        onLine?.(line.trim());
      }
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.once('close', (exitCode, signal) => {
      if (rest.trim() !== '') tail.push(rest);
      resolve(signal ?? exitCode);
    });
  });
  log.end();
  if (code !== 0) {
    const shown = path.relative(process.cwd(), logFile);
    throw new Actionable(
      `${tail.join('\n')}\n\n"${path.basename(command)} ${args.join(' ')}" failed (${code}); the whole output is in ${shown}. ${hint ?? ''}`.trim(),
    );
  }
}
