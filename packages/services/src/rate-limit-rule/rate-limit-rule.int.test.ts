import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NewRateLimitRule } from '@heliograph/contracts/rate-limits';
import type { DbClient } from '@heliograph/db/client';
import { readTrafficFacts } from '../organization/read-traffic-facts.ts';
import { createOwner, openTestDatabase } from '../testing/database.ts';
import { createRateLimitRule } from './create.ts';
import { listRateLimitRules } from './list.ts';
import { removeRateLimitRule } from './remove.ts';
import { updateRateLimitRule } from './update.ts';

let db: DbClient;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ db, close } = await openTestDatabase());
});
afterAll(() => close());

const rule: NewRateLimitRule = {
  name: 'Fair use',
  quota: 12.5,
  windowSeconds: 3_600,
  unit: 'cents',
  segment: { by: 'property', name: 'team' },
  model: 'gpt-4o*',
  property: { name: 'stage', value: 'live' },
  enabled: true,
};

it('is kept as it was given, changed and deleted, and each step is in the audit trail', async () => {
  const owner = await createOwner(db);
  const { id } = await createRateLimitRule(owner, rule);
  expect(await listRateLimitRules(owner)).toMatchObject([{ ...rule, id, createdBy: 'Ada Lovelace' }]);
  const changed = await updateRateLimitRule(owner, { id, property: null, enabled: false, quota: 20 });
  expect(changed).toMatchObject({ ...rule, quota: 20, property: null, enabled: false });
  expect((await readTrafficFacts(db, owner.organizationId)).rules).toEqual([]);
  await removeRateLimitRule(owner, { id });
  expect(await listRateLimitRules(owner)).toEqual([]);
  const trail = await db.auditEvent.findMany({
    where: { organizationId: owner.organizationId },
    orderBy: { id: 'asc' },
  });
  expect(trail.map(({ action, details }) => [action, details])).toEqual([
    ['rate_limit_rule.created', { name: 'Fair use', limit: '12.5;w=3600;u=cents;s=team', enabled: true }],
    ['rate_limit_rule.updated', { name: 'Fair use', limit: '20;w=3600;u=cents;s=team', enabled: false }],
    ['rate_limit_rule.deleted', { name: 'Fair use' }],
  ]);
});

it('is nobody else’s to see or change, and refuses a quota that can not be counted', async () => {
  const [owner, stranger] = [await createOwner(db), await createOwner(db)];
  const { id } = await createRateLimitRule(owner, rule);
  expect(await listRateLimitRules(stranger)).toEqual([]);
  await expect(updateRateLimitRule(stranger, { id, quota: 1 })).rejects.toMatchObject({ code: 'not_found' });
  await expect(removeRateLimitRule(stranger, { id })).rejects.toMatchObject({ code: 'not_found' });
  await expect(updateRateLimitRule(owner, { id, unit: 'token' })).rejects.toMatchObject({
    code: 'invalid_request',
  });
  const guest = { db, actor: { ...owner.actor, type: 'user', userId: owner.userId, role: 'guest' } } as const;
  await expect(createRateLimitRule(guest, rule)).rejects.toMatchObject({ code: 'forbidden' });
});
