import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'vite';

const source = path.join(import.meta.dirname, '..');

/**
 * The proxy from today's sources as one file that Node can run: tests of several processes need no build beforehand.
 * Gives the file's path; what is not ours is taken from where it is installed.
 */
export async function buildProxy(): Promise<{ file: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(source, '../node_modules/.test-build-'));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: {
      noExternal: true,
      target: 'node',
      resolve: { conditions: ['heliograph-source', 'node', 'import', 'module', 'default'] },
    },
    build: { ssr: path.join(source, 'main.ts'), outDir: folder, target: 'node20', minify: false },
    plugins: [
      {
        name: 'installed-packages-stay-outside',
        enforce: 'pre',
        resolveId(id, importer) {
          if (importer === undefined || /^(\.|\/|node:|@heliograph\/)/.test(id)) return null;
          return { id: createRequire(importer).resolve(id), external: 'absolute' };
        },
      },
    ],
  });
  return {
    file: path.join(folder, 'main.js'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
