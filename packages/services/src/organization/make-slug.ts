import { randomBytes } from 'node:crypto';

/** Characters of the name that go into a slug. */
const MAX_NAME_LENGTH = 40;

/** A URL-safe handle from a name, made unique by 10 random hex digits: `ada-lovelace-3f9c02b7e1`. */
export function makeSlug(name: string): string {
  const readable = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_NAME_LENGTH)
    .replace(/^-+|-+$/g, '');
  return `${readable || 'organization'}-${randomBytes(5).toString('hex')}`;
}
