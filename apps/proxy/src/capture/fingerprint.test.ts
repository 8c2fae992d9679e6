import { describe, expect, it } from 'vitest';
import { createFingerprint, keyOfQuery, QUERY_KEY_HEADER } from './fingerprint.ts';

const KEY = 'sk-proj-0123456789abcdefghijklmnop';
const fingerprint = createFingerprint('secret');

describe('a provider key’s fingerprint', () => {
  it('is the same for the same key in whichever header it travels', () => {
    const prints = [
      fingerprint(['Authorization', `Bearer ${KEY}`], 'authorization'),
      fingerprint(['X-API-Key', KEY], 'x-api-key'),
      fingerprint(['api-key', KEY], 'authorization'),
      createFingerprint('secret')(['authorization', `bearer  ${KEY} `], 'api-key'),
    ];
    expect(new Set(prints).size).toBe(1);
    expect(prints[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  it('differs by key and by secret, and holds nothing of the key', () => {
    const own = fingerprint(['authorization', KEY], 'authorization');
    expect(fingerprint(['authorization', `${KEY}q`], 'authorization')).not.toBe(own);
    expect(createFingerprint('other')(['authorization', KEY], 'authorization')).not.toBe(own);
  });

  it('is of the access key where a request is signed, whatever the signature', () => {
    const signed = (key: string, signature: string) =>
      `AWS4-HMAC-SHA256 Credential=${key}/20261121/us-east-1/bedrock/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`;
    const print = (key: string, signature: string) =>
      fingerprint(['authorization', signed(key, signature)], 'authorization');
    expect(print('AKIDEXAMPLE', 'aa')).toBe(print('AKIDEXAMPLE', 'bb'));
    expect(print('AKIDEXAMPLE', 'aa')).not.toBe(print('AKIDOTHER', 'aa'));
  });

  it('is the same for a key in the query', () => {
    const print = (query: string) => fingerprint(keyOfQuery(query), QUERY_KEY_HEADER);
    expect(print('?alt=sse&key=AIza-1')).toBe(fingerprint(['x-goog-api-key', 'AIza-1'], 'authorization'));
    expect(print('?monkey=1')).toBeNull();
    expect(print('')).toBeNull();
  });

  it('prefers the header of the provider that is called', () => {
    const both = ['authorization', 'Bearer a', 'x-api-key', 'b'];
    expect(fingerprint(both, 'x-api-key')).toBe(fingerprint(['x-api-key', 'b'], 'x-api-key'));
  });

  it.each([[[]], [['authorization', '']], [['authorization', 'Bearer ']], [['accept', 'x']]])(
    'is null where no key was sent: %j',
    (headers) => expect(fingerprint(headers, 'authorization')).toBeNull(),
  );
});
