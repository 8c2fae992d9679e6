import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createSecretBox, readEncryptionKeys, requireSecretBox } from './secret-box.ts';

const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const boxOf = (text: string) => createSecretBox(readEncryptionKeys(text));

it('gives back what was sealed, each time under another text', () => {
  const box = boxOf(newKey('a'));
  const [one, two] = [box.seal('https://hooks.example.com/ä', 'row-1'), box.seal('same', 'row-1')];
  expect(one).not.toContain('hooks');
  expect(box.seal('same', 'row-1')).not.toBe(two);
  expect(box.open(one, 'row-1')).toBe('https://hooks.example.com/ä');
});

it('opens nothing that was changed or moved to another row', () => {
  const box = boxOf(newKey('a'));
  const sealed = box.seal('secret', 'row-1');
  expect(() => box.open(sealed, 'row-2')).toThrow('can not be decrypted');
  const parts = sealed.split('.');
  const turned = Buffer.from(parts[4] ?? '', 'base64url').map((byte) => byte ^ 1);
  const changed = [...parts.slice(0, 4), Buffer.from(turned).toString('base64url')].join('.');
  expect(() => box.open(changed, 'row-1')).toThrow('can not be decrypted');
  const shortTag = [...parts.slice(0, 3), 'AAAA', parts[4]].join('.');
  expect(() => box.open(shortTag, 'row-1')).toThrow('damaged');
});

it('rotates: a new key goes first, the old one still opens, and is missed by name once it is gone', () => {
  const [old, young] = [newKey('2026-01'), newKey('2026-11')];
  const sealed = boxOf(old).seal('secret', 'row');
  const both = boxOf(`${young}, ${old}`);
  expect(both.open(sealed, 'row')).toBe('secret');
  expect(both.isCurrent(sealed)).toBe(false);
  const anew = both.seal('secret', 'row');
  expect(both.isCurrent(anew)).toBe(true);
  expect(boxOf(young).open(anew, 'row')).toBe('secret');
  expect(() => boxOf(young).open(sealed, 'row')).toThrow('2026-01');
});

it.each(['', 'a', 'a:short', `a:${randomBytes(31).toString('base64')}`, `a b:${'A'.repeat(43)}=`])(
  'refuses keys that are none (%j) without repeating them',
  (text) => {
    expect(() => readEncryptionKeys(text)).toThrow('expected id:key');
  },
);

it('refuses two keys of one id, and says what to set where there is none', () => {
  expect(() => readEncryptionKeys(`${newKey('a')},${newKey('a')}`)).toThrow('same id');
  expect(() => requireSecretBox(null)).toThrow('ENCRYPTION_KEYS');
});
