import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeCredentials } from './take-credentials.ts';

const KEY = `sk-helicone-${'a'.repeat(43)}`;

describe('takeCredentials', () => {
  it('prefers Helicone-Auth and leaves the provider’s key alone', () => {
    const headers = ['Authorization', 'Bearer sk-provider'];
    expect(takeCredentials(`Bearer ${KEY}`, null, headers)).toEqual({ key: KEY, malformed: false });
    expect(headers).toEqual(['Authorization', 'Bearer sk-provider']);
  });

  it.each(['', 'Bearer', 'Bearer ', `Basic ${KEY}`, KEY, `Bearer ${KEY} extra`])(
    'calls %j malformed',
    (auth) => {
      expect(takeCredentials(auth, null, [])).toEqual({ key: null, malformed: true });
    },
  );

  it('takes the key of the path', () => {
    expect(takeCredentials(null, KEY, [])).toEqual({ key: KEY, malformed: false });
  });

  it.each([
    [`Bearer sk-provider,${KEY}`],
    [`Bearer ${KEY},sk-provider`],
    [`Bearer ${KEY} , sk-provider`],
    [`Bearer sk-provider, Bearer ${KEY}`],
  ])('takes our key out of %j and hands on the provider’s', (value) => {
    const headers = ['A', '1', 'authorization', value, 'B', '2'];
    expect(takeCredentials(null, null, headers)).toEqual({ key: KEY, malformed: false });
    expect(headers).toEqual(['A', '1', 'authorization', 'Bearer sk-provider', 'B', '2']);
  });

  it('does the same for x-api-key and drops a header that held only our key', () => {
    const headers = ['x-api-key', `sk-ant,${KEY}`, 'Authorization', `Bearer ${KEY}`];
    expect(takeCredentials(null, null, headers).key).toBe(KEY);
    expect(headers).toEqual(['x-api-key', 'sk-ant']);
  });

  it('never lets one of our keys through, whatever the header looks like', { timeout: 60_000 }, () => {
    const value = fc.array(fc.constantFrom(KEY, 'Bearer', ' ', ',', 'sk-x', 'bearer ', '\t', `"${KEY}"`), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(value, fc.boolean(), (parts, withAuth) => {
        const headers = ['Authorization', parts.join('')];
        takeCredentials(withAuth ? `Bearer ${KEY}` : null, null, headers);
        expect(headers.join('')).not.toContain('sk-helicone-');
      }),
    );
  });
});
