import { describe, expect, it } from 'vitest';
import { hashApiKey, isApiKeyShaped, last4OfApiKey, makeApiKey } from './key-format.ts';

describe('makeApiKey', () => {
  it('makes keys of the documented shape, never the same twice', () => {
    const keys = Array.from({ length: 100 }, makeApiKey);
    for (const key of keys) {
      expect(key).toMatch(/^sk-helicone-[A-Za-z0-9_-]{43}$/);
      expect(isApiKeyShaped(key)).toBe(true);
    }
    expect(new Set(keys).size).toBe(100);
  });
});

describe('isApiKeyShaped', () => {
  it.each([
    '',
    'sk-helicone-',
    'sk-helicone-short',
    `sk-proj-${'a'.repeat(40)}`,
    `sk-helicone-${'a'.repeat(31)}`,
    `sk-helicone-${'a'.repeat(129)}`,
    `sk-helicone-${'a'.repeat(31)} `,
    `sk-helicone-${'a'.repeat(40)}\n`,
    `xsk-helicone-${'a'.repeat(40)}`,
    `sk-helicone-${'ä'.repeat(40)}`,
  ])('refuses %j', (text) => {
    expect(isApiKeyShaped(text)).toBe(false);
  });
});

describe('hashApiKey', () => {
  it('is SHA-256 in lower-case hex', () => {
    expect(hashApiKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('last4OfApiKey', () => {
  it('is the end of the key', () => {
    expect(last4OfApiKey('sk-helicone-aaaaaaaaaaaaaaaaaaaaaaaaaaaawxYZ')).toBe('wxYZ');
  });
});
