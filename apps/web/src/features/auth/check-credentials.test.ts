import { describe, expect, it } from 'vitest';
import { checkCredentials } from './check-credentials.ts';

const complete = { name: 'Ada', email: 'ada@example.com', password: 'correct horse' };

describe('checkCredentials', () => {
  it('has nothing to say about a complete form', () => {
    expect(checkCredentials(complete, 8)).toEqual({});
    expect(checkCredentials({ ...complete, name: null }, null)).toEqual({});
  });

  it('names every field that is missing, in the order of the form', () => {
    const errors = checkCredentials({ name: ' ', email: '', password: '' }, 8);
    expect(Object.keys(errors)).toEqual(['name', 'email', 'password']);
  });

  it('sees an incomplete address', () => {
    expect(checkCredentials({ ...complete, email: 'ada@' }, 8).email).toContain('complete');
  });

  it('asks for a long password on sign-up only', () => {
    expect(checkCredentials({ ...complete, password: 'short' }, 8).password).toContain('8 characters');
    expect(checkCredentials({ ...complete, password: 'short' }, null)).toEqual({});
  });
});
