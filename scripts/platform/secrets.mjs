import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The secret of session cookies: from the environment, else made once and kept beside the data. */
export async function sessionSecret(dataDir) {
  if (process.env.BETTER_AUTH_SECRET) return process.env.BETTER_AUTH_SECRET;
  return keptSecret(dataDir, 'session-secret', () => randomBytes(32).toString('base64url'));
}

/** The key of the secrets that are kept in Postgres: from the environment, else made once and kept beside the data. */
export async function encryptionKeys(dataDir) {
  if (process.env.ENCRYPTION_KEYS) return process.env.ENCRYPTION_KEYS;
  return keptSecret(dataDir, 'encryption-key', () => `local:${randomBytes(32).toString('base64')}`);
}

async function keptSecret(dataDir, name, make) {
  const file = path.join(dataDir, name);
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim();
  await mkdir(dataDir, { recursive: true });
  const secret = make();
  await writeFile(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}
