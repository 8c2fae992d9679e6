import type { AuthFailure } from './describe-auth-error.ts';

export interface Credentials {
  /** Null on the form that doesn't ask for it. */
  name: string | null;
  email: string;
  password: string;
}

export type FieldErrors = Partial<Record<AuthFailure['field'], string>>;

/** What can be seen to be missing before the server is asked; it checks everything again. */
export function checkCredentials(
  { name, email, password }: Credentials,
  minPasswordLength: number | null,
): FieldErrors {
  const errors: FieldErrors = {};
  if (name?.trim() === '') errors.name = 'Tell us your name.';
  if (email.trim() === '') errors.email = 'Enter your e-mail address.';
  else if (!/^\S+@\S+\.\S+$/.test(email.trim())) errors.email = 'This is not a complete e-mail address.';
  if (password === '') errors.password = 'Enter your password.';
  else if (minPasswordLength !== null && password.length < minPasswordLength) {
    errors.password = `The password is too short: use at least ${minPasswordLength} characters.`;
  }
  return errors;
}
