import { APIError } from 'better-auth/api';
import { z } from 'zod';

export const MIN_PASSWORD_LENGTH = 8;
/** Longer ones only cost the server time to hash. */
export const MAX_PASSWORD_LENGTH = 128;

/** RFC 5321, section 4.5.3.1.3, less the angle brackets. */
const MAX_EMAIL_LENGTH = 254;

const nameSchema = z
  .string({ error: 'Tell us your name.' })
  .trim()
  .min(1, 'Tell us your name.')
  .max(80, 'A name has at most 80 characters.')
  .regex(/^\P{Cc}*$/u, 'A name has no control characters.');

/**
 * Checks what Better Auth doesn't, or only says tersely, and returns the name without spaces around it.
 * Throws APIError 400 with a message for the form.
 */
export function checkSignUp(body: unknown): { name: string } {
  const given: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  const name = nameSchema.safeParse(given['name']);
  if (!name.success) refuse('INVALID_NAME', name.error.issues[0]?.message ?? 'Tell us your name.');
  const { email, password } = given;
  if (typeof email === 'string' && email.length > MAX_EMAIL_LENGTH) {
    refuse('INVALID_EMAIL', `An e-mail address has at most ${MAX_EMAIL_LENGTH} characters.`);
  }
  if (typeof password === 'string' && password.length < MIN_PASSWORD_LENGTH) {
    refuse(
      'PASSWORD_TOO_SHORT',
      `The password is too short: use at least ${MIN_PASSWORD_LENGTH} characters.`,
    );
  }
  if (typeof password === 'string' && password.length > MAX_PASSWORD_LENGTH) {
    refuse('PASSWORD_TOO_LONG', `The password is too long: use at most ${MAX_PASSWORD_LENGTH} characters.`);
  }
  return { name: name.data };
}

function refuse(code: string, message: string): never {
  throw new APIError('BAD_REQUEST', { code, message });
}
