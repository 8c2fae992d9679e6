import { describe, expect, it } from 'vitest';
import { makeSlug } from './make-slug.ts';

describe('makeSlug', () => {
  it.each([
    ['Ada Lovelace', /^ada-lovelace-[0-9a-f]{10}$/],
    ['Zoë Ångström', /^zoe-angstrom-[0-9a-f]{10}$/],
    ['  --  ', /^organization-[0-9a-f]{10}$/],
    ['山田太郎', /^organization-[0-9a-f]{10}$/],
    ['x'.repeat(200), /^x{40}-[0-9a-f]{10}$/],
  ])('makes a handle of %j', (name, expected) => {
    expect(makeSlug(name)).toMatch(expected);
  });

  it('is different each time', () => {
    expect(makeSlug('Ada')).not.toBe(makeSlug('Ada'));
  });
});
