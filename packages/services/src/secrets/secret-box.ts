import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { HeliographError } from '@heliograph/contracts/error-codes';

/** A key of 32 bytes and the name under which sealed secrets remember it. */
export interface EncryptionKey {
  id: string;
  key: Buffer;
}

export interface SecretBox {
  /** Encrypts with the first key; opens only for what it is `boundTo`, such as the id of the row that keeps it. */
  seal(plain: string, boundTo: string): string;
  /** Throws an Error where it was changed, is of another row, or its key is gone. */
  open(sealed: string, boundTo: string): string;
  /** Whether the first key sealed it; else it should be sealed anew. */
  isCurrent(sealed: string): boolean;
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
/** NIST SP 800-38D: a nonce of 96 bits, drawn at random, is good for 2^32 secrets a key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Reads ENCRYPTION_KEYS: `id:base64` of 32 bytes, more of them behind commas, the one to encrypt with first. Throws an Error
 * that says what is wrong without saying what was there.
 */
export function readEncryptionKeys(text: string): EncryptionKey[] {
  const keys = text.split(',').map((part) => {
    const [id, encoded, ...rest] = part.trim().split(':');
    const key = Buffer.from(encoded ?? '', 'base64');
    if (id === undefined || !/^[\w-]{1,32}$/.test(id) || rest.length > 0 || key.length !== KEY_BYTES) {
      throw new Error(
        'expected id:key, the key being 32 random bytes in base64 (openssl rand -base64 32); several with commas between',
      );
    }
    return { id, key };
  });
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw new Error('two keys have the same id');
  return keys;
}

/** The setting ENCRYPTION_KEYS, read. */
export const encryptionKeysSchema = z.string().transform((text, context) => {
  try {
    return readEncryptionKeys(text);
  } catch (error) {
    context.addIssue(error instanceof Error ? error.message : 'can not be read');
    return z.NEVER;
  }
});

/** Seals with AES-256-GCM: `v1.<key id>.<nonce>.<tag>.<ciphertext>`, base64url. `keys` has one at least. */
export function createSecretBox(keys: readonly EncryptionKey[]): SecretBox {
  const [current] = keys;
  if (current === undefined) throw new Error('A secret box needs a key');
  return {
    seal(plain, boundTo) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, current.key, nonce).setAAD(Buffer.from(boundTo));
      const data = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      const parts = [nonce, cipher.getAuthTag(), data].map((part) => part.toString('base64url'));
      return ['v1', current.id, ...parts].join('.');
    },
    open(sealed, boundTo) {
      const [version, id, ...parts] = sealed.split('.');
      const [nonce, tag, data] = parts.map((part) => Buffer.from(part, 'base64url'));
      const key = keys.find((each) => each.id === id)?.key;
      if (version !== 'v1' || nonce === undefined || tag?.length !== TAG_BYTES || data === undefined)
        throw new Error('A sealed secret is damaged');
      if (key === undefined)
        throw new Error(`ENCRYPTION_KEYS has no key ${id} any more, with which a secret was encrypted`);
      const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(boundTo)).setAuthTag(tag);
      try {
        return Buffer.concat([decipher.update(data), decipher.final()]).toString('utf8');
      } catch {
        throw new Error(`A secret can not be decrypted with the key ${id} of ENCRYPTION_KEYS`);
      }
    },
    isCurrent: (sealed) => sealed.startsWith(`v1.${current.id}.`),
  };
}

/** The box, or HeliographError `service_unavailable` where the operator has set no key. */
export function requireSecretBox(secrets: SecretBox | null): SecretBox {
  if (secrets !== null) return secrets;
  throw new HeliographError(
    'service_unavailable',
    'This installation can keep no secrets yet: the operator has to set ENCRYPTION_KEYS for the dashboard and the worker, see docs/notifications.md.',
  );
}
