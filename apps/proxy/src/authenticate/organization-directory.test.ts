import { emptyPriceBook } from '@heliograph/pricing/custom-prices';
import { expect, it } from 'vitest';
import type { OrganizationFacts } from './authenticate.ts';
import { createOrganizationDirectory } from './organization-directory.ts';

const facts = (headerPolicy: OrganizationFacts['headerPolicy']): OrganizationFacts => ({
  rules: [],
  priceBook: emptyPriceBook,
  headerPolicy,
});

function setUp() {
  const state = { now: 0, policy: facts('strict'), down: false, asked: 0 };
  const directory = createOrganizationDirectory(
    async () => {
      state.asked++;
      await Promise.resolve();
      if (state.down) throw new Error('down');
      return { ...state.policy };
    },
    () => state.now,
  );
  return { state, directory };
}

it('asks once, and what it gave out is up to date after a change', async () => {
  const { state, directory } = setUp();
  const [one, other] = await Promise.all([directory.load('o'), directory.load('o')]);
  expect(one).toBe(other);
  expect(state.asked).toBe(1);
  state.policy = facts('lenient');
  directory.refresh('o');
  await expect.poll(() => one.headerPolicy).toBe('lenient');
});

it('asks again where a change overtook the answer', async () => {
  const { state, directory } = setUp();
  const loading = directory.load('o');
  directory.refresh('o');
  await loading;
  expect(state.asked).toBe(2);
});

it('goes on with what it knows while the database is away, and has nothing to say of others', async () => {
  const { state, directory } = setUp();
  await directory.load('o');
  state.down = true;
  state.now = 60_000;
  expect((await directory.load('o')).headerPolicy).toBe('strict');
  await expect(directory.load('other')).rejects.toThrow('down');
});

it('knows nothing of organizations that nobody asked for', () => {
  const { state, directory } = setUp();
  directory.refresh('o');
  directory.refreshAll();
  expect(state.asked).toBe(0);
});
