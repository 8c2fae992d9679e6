import { emptyPriceBook } from '@heliograph/pricing/custom-prices';
import { hashApiKey } from '@heliograph/services/api-key/key-format';
import { describe, expect, it } from 'vitest';
import { createKeyDirectory, type KeyFacts } from './key-directory.ts';
import { createLookupBudget } from './lookup-budget.ts';

const ACTIVE: KeyFacts = {
  status: 'active',
  apiKeyId: 'k',
  organizationId: 'o',
  expiresAt: Infinity,
  limits: [],
  budget: null,
  organization: { rules: [], priceBook: emptyPriceBook, headerPolicy: null },
};

/** A directory over a table that the test controls; `asked` counts what reached it. */
function setUp(maxEntries = 100) {
  const table = new Map<string, KeyFacts>();
  const state = { now: 0, down: false, asked: 0 };
  const directory = createKeyDirectory({
    resolve: (hash) => {
      state.asked++;
      const facts = table.get(hash) ?? ({ status: 'unknown' } as const);
      return state.down ? Promise.reject(new Error('database away')) : Promise.resolve(facts);
    },
    budget: createLookupBudget({ concurrent: 4, burst: 10, perSecond: 1 }),
    maxEntries,
    refreshAfterMs: 60_000,
    negativeTtlMs: 5_000,
    now: () => state.now,
  });
  return { table, state, directory };
}

describe('createKeyDirectory', () => {
  it('asks once for a key, also when it is asked for many times at once', async () => {
    const { table, state, directory } = setUp();
    table.set(hashApiKey('k'), ACTIVE);
    expect(await Promise.all([directory.find('k'), directory.find('k'), directory.find('k')])).toEqual([
      ACTIVE,
      ACTIVE,
      ACTIVE,
    ]);
    expect(directory.find('k')).toEqual(ACTIVE);
    expect(state.asked).toBe(1);
  });

  it('remembers a refusal, and forgets it at once when the key is made', async () => {
    const { table, state, directory } = setUp();
    expect(await directory.find('k')).toEqual({ status: 'unknown' });
    expect(directory.find('k')).toEqual({ status: 'unknown' });
    expect(state.asked).toBe(1);
    table.set(hashApiKey('k'), ACTIVE);
    directory.forget(hashApiKey('k'));
    expect(await directory.find('k')).toEqual(ACTIVE);
  });

  it('refuses a key as soon as it is revoked', async () => {
    const { table, directory } = setUp();
    table.set(hashApiKey('k'), ACTIVE);
    await directory.find('k');
    table.set(hashApiKey('k'), { status: 'revoked' });
    directory.forget(hashApiKey('k'));
    expect(await directory.find('k')).toEqual({ status: 'revoked' });
    expect(directory.find('k')).toEqual({ status: 'revoked' });
  });

  it('does not keep an answer that a change overtook', async () => {
    const { table, directory } = setUp();
    table.set(hashApiKey('k'), ACTIVE);
    const late = directory.find('k');
    table.set(hashApiKey('k'), { status: 'revoked' });
    directory.forget(hashApiKey('k'));
    await late;
    expect(await directory.find('k')).toEqual({ status: 'revoked' });
  });

  it('goes on with known keys while the database is away, and says 503 for others', async () => {
    const { table, state, directory } = setUp();
    table.set(hashApiKey('k'), ACTIVE);
    await directory.find('k');
    state.down = true;
    state.now = 120_000;
    expect(directory.find('k')).toEqual(ACTIVE);
    directory.distrustAll();
    expect(await directory.find('k')).toEqual(ACTIVE);
    await expect(directory.find('other')).rejects.toMatchObject({ code: 'service_unavailable' });
  });

  it('asks again for a known key after changes may have been missed', async () => {
    const { table, directory } = setUp();
    table.set(hashApiKey('k'), ACTIVE);
    await directory.find('k');
    table.set(hashApiKey('k'), { status: 'revoked' });
    directory.distrustAll();
    expect(await directory.find('k')).toEqual({ status: 'revoked' });
  });

  it('bounds what a flood of bad keys does to the database and to memory', async () => {
    const { state, directory } = setUp(5);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 1000 }, async (_, i) => directory.find(`bad-${i}`)),
    );
    expect(state.asked).toBe(4);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(996);
    for (let i = 0; i < 50; i++) await Promise.resolve(directory.find(`worse-${i}`)).catch(() => undefined);
    expect(state.asked).toBe(10);
    state.now = 3_000;
    for (let i = 0; i < 50; i++) await Promise.resolve(directory.find(`worst-${i}`)).catch(() => undefined);
    expect(state.asked).toBe(13);
  });
});
