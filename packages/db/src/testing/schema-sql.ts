import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as schemaEngine from '@prisma/schema-engine-wasm/schema_engine_bg';

const schemaFile = new URL('../../prisma/schema.prisma', import.meta.url);

/** The SQL that makes what schema.prisma describes in an empty database, by Prisma's own engine. `databaseUrl` is any database. */
export async function sqlOfSchema(databaseUrl: string): Promise<string> {
  await loadEngine();
  const files = [{ path: 'schema.prisma', content: await readFile(schemaFile, 'utf8') }];
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(databaseUrl));
  const engine = await schemaEngine.SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
  const { stdout } = await engine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  engine.free();
  if (stdout === null) throw new Error('The schema engine gave no SQL');
  return stdout;
}

/** The package is made for bundlers; under Node its WebAssembly is put in by hand. */
async function loadEngine(): Promise<void> {
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const wasm = await readFile(join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': { ...schemaEngine } });
  schemaEngine.__wbg_set_wasm(instance.exports);
  const start = instance.exports['__wbindgen_start'];
  if (typeof start === 'function') start();
}
