import { describe, expect, it } from 'vitest';
import { describeAuthError } from './describe-auth-error.ts';

describe('describeAuthError', () => {
  it.each([
    ['USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL', 422, 'email'],
    ['INVALID_EMAIL', 400, 'email'],
    ['PASSWORD_TOO_SHORT', 400, 'password'],
    ['PASSWORD_TOO_LONG', 400, 'password'],
    ['INVALID_NAME', 400, 'name'],
    ['INVALID_EMAIL_OR_PASSWORD', 401, 'form'],
    ['SERVICE_UNAVAILABLE', 503, 'form'],
  ])('shows %s where it belongs', (code, status, field) => {
    expect(describeAuthError({ code, status, message: 'Words of the server.' }).field).toBe(field);
  });

  it('keeps how long to wait', () => {
    const message = 'Too many failed log-ins. Try again in 9 minutes.';
    expect(describeAuthError({ code: 'TOO_MANY_REQUESTS', status: 429, message })).toEqual({
      field: 'form',
      message,
    });
  });

  it('says that nobody answered where a gateway did', () => {
    expect(describeAuthError({ status: 502, message: 'Bad Gateway' }).message).toContain('did not answer');
  });
});
