import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DbClient } from '@heliograph/db/client';
import { createSecretBox, type SecretBox } from '../secrets/secret-box.ts';
import { createOwner, openTestDatabase } from '../testing/database.ts';
import { createChannel } from './create.ts';
import { listChannels } from './list.ts';
import { resealChannelSecrets } from './reseal-secrets.ts';
import { parseSecrets } from './split-settings.ts';
import { updateChannel } from './update.ts';

let db: DbClient;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ db, close } = await openTestDatabase());
});
afterAll(() => close());

const [old, young] = ['2026-01', '2026-11'].map((id) => ({ id, key: randomBytes(32) }));
if (old === undefined || young === undefined) throw new Error('no keys');
const url = 'https://hooks.example.com/services/T000/a-secret-path';

async function secretsOf(id: string, box: SecretBox) {
  const { secrets } = await db.notificationChannel.findUniqueOrThrow({ where: { id } });
  return parseSecrets(box.open(secrets ?? '', id));
}

it('a new key takes over what the old one encrypted, and then the old one can go', async () => {
  const owner = await createOwner(db);
  const services = { ...owner, secrets: createSecretBox([old]), allowPrivate: false };
  const input = { name: 'Ops', enabled: true, budgetWarnings: false };
  const { id } = await createChannel(services, { ...input, settings: { kind: 'slack', url } });
  await createChannel(services, { ...input, settings: { kind: 'email', recipients: ['ada@example.com'] } });
  const both = createSecretBox([young, old]);
  expect(await resealChannelSecrets(db, createSecretBox([young]))).toBe(0);
  expect(await resealChannelSecrets(db, both)).toBe(1);
  expect(await resealChannelSecrets(db, both)).toBe(0);
  expect(await secretsOf(id, createSecretBox([young]))).toEqual({ url });
  expect((await listChannels(owner))[1]?.settings).toEqual({
    ...{ kind: 'slack', url: 'https://hooks.example.com/…path' },
  });
});

it('changing a name keeps the secret; a webhook’s URL is changed and its signing secret stays', async () => {
  const owner = await createOwner(db);
  const secrets = createSecretBox([young]);
  const services = { ...owner, secrets, allowPrivate: false };
  const { id, signingSecret } = await createChannel(services, {
    ...{ name: 'Hook', enabled: true, budgetWarnings: false },
    settings: { kind: 'webhook', url },
  });
  await updateChannel(services, { id, name: 'Another' });
  expect(await secretsOf(id, secrets)).toEqual({ url, signingSecret });
  const moved = 'https://hooks.example.com/elsewhere';
  await updateChannel(services, { id, settings: { kind: 'webhook', url: moved } });
  expect(await secretsOf(id, secrets)).toEqual({ url: moved, signingSecret });
  const local = { kind: 'webhook', url: 'http://169.254.169.254/latest' } as const;
  await expect(updateChannel(services, { id, settings: local })).rejects.toMatchObject({
    code: 'target_not_allowed',
  });
});
