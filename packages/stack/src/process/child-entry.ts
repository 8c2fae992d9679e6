import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(import.meta.url);
const sourceRoot = join(dirname(here), '..');

/**
 * The path of a script for `fork`, given as a path below `src` without its extension (`clickhouse/child`).
 * Built packages answer with the compiled file. From sources (tests), Node 20 cannot run TypeScript by itself,
 * so the package is compiled once per content into `node_modules/.source-build`, which any number of runs share.
 */
export function childEntry(name: string): string {
  return here.endsWith('.ts') ? join(sourceBuild(), `${name}.js`) : join(sourceRoot, `${name}.js`);
}

function sourceBuild(): string {
  const packageRoot = join(sourceRoot, '..');
  const builds = join(packageRoot, 'node_modules', '.source-build');
  const target = join(builds, contentHash(sourceRoot));
  if (existsSync(target)) return target;

  // Compiled beside and renamed at the end: a run that looks at the same moment sees all of it or nothing.
  const temporary = `${target}.${process.pid}`;
  mkdirSync(temporary, { recursive: true });
  removeOldBuilds(builds);
  writeFileSync(join(builds, 'package.json'), '{"type":"module"}\n');
  const require = createRequire(here);
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  const compiled = spawnSync(
    process.execPath,
    [tsc, '-p', join(packageRoot, 'tsconfig.build.json'), '--outDir', temporary],
    { encoding: 'utf8' },
  );
  if (compiled.status !== 0) {
    rmSync(temporary, { recursive: true, force: true });
    throw new Error(
      `Compiling ${packageRoot} for its child processes failed:\n${compiled.stdout}${compiled.stderr}`,
    );
  }
  try {
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

function removeOldBuilds(builds: string): void {
  const yesterday = Date.now() - 24 * 60 * 60 * 1000;
  for (const entry of readdirSync(builds, { withFileTypes: true })) {
    const path = join(builds, entry.name);
    if (entry.isDirectory() && statSync(path).mtimeMs < yesterday)
      rmSync(path, { recursive: true, force: true });
  }
}

function contentHash(folder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .sort();
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(folder, file)))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
}
