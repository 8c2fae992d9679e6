import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { type ClickHouseAddress, type ClickHouseClient, createClickHouseClient } from './client.ts';

const folder = path.resolve(import.meta.dirname, '../migrations');

/** A record of every statement; written after it, so a crash in between repeats a statement rather than skipping it. */
const record = `CREATE TABLE IF NOT EXISTS schema_migrations
(
    name String,
    statement UInt32,
    applied_at DateTime DEFAULT now()
)
ENGINE = ReplacingMergeTree
ORDER BY (name, statement)`;

/** The statements of a migration file: they end with a semicolon at the end of a line. */
export function splitStatements(sql: string): string[] {
  return sql
    .split(/;[ \t]*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replace(/^--.*$/gm, '').trim() !== '');
}

/**
 * Makes the database where it is missing, then applies what isn't applied yet, statement by statement.
 * Safe when several processes start at once and after a crash half-way: statements are written so that repeating one
 * changes nothing (IF NOT EXISTS). Returns the names of the files it applied something of.
 */
export async function migrateClickHouse(address: ClickHouseAddress): Promise<string[]> {
  await createDatabase(address);
  const client = createClickHouseClient(address);
  try {
    await client.command({ query: record });
    const done = await appliedStatements(client);
    const touched: string[] = [];
    for (const file of (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()) {
      const statements = splitStatements(await readFile(path.join(folder, file), 'utf8'));
      for (const [index, query] of statements.entries()) {
        if (done.has(`${file}#${index}`)) continue;
        await client.command({ query });
        await client.insert({
          table: 'schema_migrations',
          values: [{ name: file, statement: index }],
          format: 'JSONEachRow',
        });
        if (!touched.includes(file)) touched.push(file);
      }
    }
    return touched;
  } finally {
    await client.close();
  }
}

async function createDatabase({ url, database }: ClickHouseAddress): Promise<void> {
  const parsed = new URL(url);
  const name = database ?? decodeURIComponent(parsed.pathname.slice(1));
  if (name === '' || name === 'default') return;
  parsed.pathname = '/';
  const client = createClickHouseClient({ url: parsed.href, database: 'default' });
  try {
    await client.command({
      query: 'CREATE DATABASE IF NOT EXISTS {name:Identifier}',
      query_params: { name },
    });
  } finally {
    await client.close();
  }
}

async function appliedStatements(client: ClickHouseClient): Promise<Set<string>> {
  const result = await client.query({
    query: 'SELECT DISTINCT name, statement FROM schema_migrations',
    format: 'JSONEachRow',
  });
  const rows = await result.json<{ name: string; statement: number }>();
  return new Set(rows.map(({ name, statement }) => `${name}#${statement}`));
}
