import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Actionable } from './step.mjs';

/**
 * The demo account, made on the first run through the public API like any other, and kept in DATA_DIR/demo.json
 * (readable by its owner alone) so that later runs can print the same snippets.
 * Returns {email, password, key}; `key` is null where it was revoked meanwhile.
 */
export async function ensureDemo({ api, dataDir }) {
  const file = path.join(dataDir, 'demo.json');
  if (existsSync(file)) {
    const demo = JSON.parse(await readFile(file, 'utf8'));
    const answer = await fetch(`${api}/api/v1/me`, { headers: { authorization: `Bearer ${demo.key}` } });
    return { ...demo, key: answer.status === 401 ? null : demo.key };
  }
  const demo = { email: 'demo@heliograph.local', password: randomBytes(12).toString('base64url') };
  const signedUp = await post(`${api}/api/auth/sign-up/email`, {
    name: 'Demo',
    email: demo.email,
    password: demo.password,
  });
  if (signedUp.status === 422 || signedUp.status === 409) return null;
  const cookie = signedUp.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const created = await post(`${api}/api/v1/keys`, { name: 'Demo' }, { cookie });
  const { key } = await created.json();
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, `${JSON.stringify({ ...demo, key }, null, 2)}\n`, { mode: 0o600 });
  return { ...demo, key };
}

async function post(url, body, headers = {}) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (answer.status >= 400 && answer.status !== 422 && answer.status !== 409) {
    throw new Actionable(`The demo account could not be made: ${url} answered ${answer.status}.`);
  }
  return answer;
}
