import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'sk-helicone-';
/** Random bytes of a new key; 43 url-safe characters. */
const RANDOM_BYTES = 32;
const SHAPE = /^sk-helicone-[A-Za-z0-9_-]{32,128}$/;

/** A new key from the system's random source. */
export function makeApiKey(): string {
  return PREFIX + randomBytes(RANDOM_BYTES).toString('base64url');
}

/** Whether a text has the shape of a key; says nothing about whether such a key exists. */
export function isApiKeyShaped(text: string): boolean {
  return SHAPE.test(text);
}

/** SHA-256 of the key as lower-case hex: what is stored and looked up. Keys are random, so no salt or stretching is needed. */
export function hashApiKey(key: string): string {
  return createHash('sha256').update(key, 'utf8').digest('hex');
}

/** The end of the key, by which people tell their keys apart. */
export function last4OfApiKey(key: string): string {
  return key.slice(-4);
}
