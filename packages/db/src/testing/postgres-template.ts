import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migratePostgres } from '../migrate.ts';

/** Vitest's globalSetup, after that of the stack: migrates one database, of which tests get copies. */
export default async function setup(project: TestProject): Promise<void> {
  const url = new URL(project.getProvidedContext().heliographPostgresUrl);
  const template = 'heliograph_template';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(`CREATE DATABASE ${template}`);
  await client.end();
  url.pathname = `/${template}`;
  await migratePostgres(url.href);
  project.provide('postgresTemplate', template);
}
