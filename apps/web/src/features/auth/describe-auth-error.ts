/** Where on the form a refusal belongs; `form` where no field is to blame. */
export interface AuthFailure {
  field: 'name' | 'email' | 'password' | 'form';
  message: string;
}

/** What Better Auth's client gives for a refused call. */
export interface AuthRefusal {
  code?: string | undefined;
  message?: string | undefined;
  status: number;
}

export const NO_ANSWER: AuthFailure = {
  field: 'form',
  message: 'Heliograph did not answer. Check that it is running and that you are online, then try again.',
};

/** Words a refusal for the person at the form. Messages of ours come through as they are; they name the wait, too. */
export function describeAuthError({ code = '', message, status }: AuthRefusal): AuthFailure {
  if (code.startsWith('USER_ALREADY_EXISTS')) {
    return { field: 'email', message: 'There is an account with this e-mail already. Sign in instead.' };
  }
  if (code === 'INVALID_EMAIL_OR_PASSWORD') {
    return { field: 'form', message: 'E-mail or password is wrong. Check both and try again.' };
  }
  const text = message || 'Something went wrong on our side. Try again.';
  if (code === 'INVALID_EMAIL') {
    return {
      field: 'email',
      message: text === 'Invalid email' ? 'This is not a complete e-mail address.' : text,
    };
  }
  if (code === 'INVALID_NAME') return { field: 'name', message: text };
  if (code.startsWith('PASSWORD_')) return { field: 'password', message: text };
  // An answer that isn't Better Auth's: something in between is down.
  if (status >= 500 && code === '') return NO_ANSWER;
  return { field: 'form', message: text };
}
