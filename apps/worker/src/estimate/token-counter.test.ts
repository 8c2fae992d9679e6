import { afterAll, describe, expect, it } from 'vitest';
import { createTokenCounter } from './token-counter.ts';

const counter = createTokenCounter();
afterAll(() => counter.close());

describe('the tokenizer’s thread', () => {
  it('counts as OpenAI does', async () => {
    // https://platform.openai.com/tokenizer
    expect(await counter.count('o200k_base', ['Hello, world!'])).toBe(4);
    expect(await counter.count('cl100k_base', ['Hello, world!'])).toBe(4);
    expect(await counter.count('o200k_base', ['Blåbærsyltetøy', ' 🫐'])).toBeGreaterThan(6);
    expect(await counter.count('o200k_base', [])).toBe(0);
  });

  it('takes special tokens for what they are: text', async () => {
    expect(await counter.count('o200k_base', ['<|endoftext|>'])).toBeGreaterThan(1);
  });

  it('answers soon, whatever it is given', async () => {
    const texts = ['a'.repeat(1_000_000), ' '.repeat(1_000_000), `${'b'.repeat(1999)} `.repeat(100)];
    expect(await counter.count('o200k_base', texts)).toBeGreaterThan(250_000);
  }, 30_000);

  it('is guessed for where it is too slow, and comes back', async () => {
    const impatient = createTokenCounter(1);
    const text = 'word '.repeat(40_000);
    expect(await impatient.count('o200k_base', [text])).toBe(50_000);
    expect(await impatient.count('o200k_base', ['word'])).toBe(1);
    await impatient.close();
  });

  it('is ended with its owner', async () => {
    const closed = createTokenCounter();
    const counting = closed.count('o200k_base', ['word '.repeat(40_000)]);
    await closed.close();
    expect(await counting).toBeGreaterThan(0);
  });
});
