import { expect, it } from 'vitest';
import type { BookPrice } from '@heliograph/services/price/read-price-books';
import { createPriceBooks } from './price-books.ts';

const price = (id: string, input: string): BookPrice => ({
  id,
  provider: null,
  model: 'house-model',
  prices: { input },
  effectiveFrom: null,
  effectiveTo: null,
});

function setUp() {
  const state = { version: 1, prices: [price('a', '1')], now: 0, away: false, asked: 0, errors: 0 };
  const books = createPriceBooks(
    {
      versions: (ids) => {
        state.asked++;
        return state.away
          ? Promise.reject(new Error('away'))
          : Promise.resolve(new Map(ids.map((id) => [id, state.version])));
      },
      prices: () => Promise.resolve(state.prices),
    },
    { maxAgeMs: 1000, now: () => state.now, onError: () => state.errors++ },
  );
  const inputPrice = async (): Promise<string | undefined | false> => {
    const { book, available } = (await books.load(['org']))('org');
    return available && book.find('openai', ['house-model'], 0)?.prices.input;
  };
  return { state, inputPrice };
}

it('learns of a change within the age it allows, and asks no sooner', async () => {
  const { state, inputPrice } = setUp();
  expect(await inputPrice()).toBe('1');
  state.version = 2;
  state.prices = [price('b', '2')];
  state.now = 999;
  expect(await inputPrice()).toBe('1');
  expect(state.asked).toBe(1);
  state.now = 1000;
  expect(await inputPrice()).toBe('2');
});

it('goes on with what it knows while the source is away, and says where it knows nothing', async () => {
  const { state, inputPrice } = setUp();
  state.away = true;
  expect(await inputPrice()).toBe(false);
  state.away = false;
  expect(await inputPrice()).toBe(false);
  state.now = 2000;
  expect(await inputPrice()).toBe('1');
  state.away = true;
  state.now = 5000;
  expect(await inputPrice()).toBe('1');
  expect(state.errors).toBe(2);
});
