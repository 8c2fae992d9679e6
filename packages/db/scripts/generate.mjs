// Generates the Prisma client into src/generated without the network: `prisma generate` insists on finding a schema
// engine although it runs none, so it is pointed at a file that is there anyway and doesn't go looking for a download.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageRoot = join(dirname(fileURLToPath(import.meta.url)), '..');
const prismaRoot = dirname(createRequire(import.meta.url).resolve('prisma/package.json'));

const run = spawnSync(process.execPath, [join(prismaRoot, 'build/index.js'), 'generate', '--no-hints'], {
  cwd: packageRoot,
  encoding: 'utf8',
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  },
});

if (run.status !== 0) {
  process.stdout.write(run.stdout ?? '');
  process.stderr.write(run.stderr ?? '');
  console.error(run.error?.message ?? 'prisma generate failed; the lines above say why.');
  process.exit(run.status ?? 1);
}
