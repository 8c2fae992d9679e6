'use client';
import { type FormEvent, useState } from 'react';
import { checkCredentials, type Credentials, type FieldErrors } from './check-credentials.ts';
import { type AuthRefusal, describeAuthError, NO_ANSWER } from './describe-auth-error.ts';

interface UseAuthFormOptions {
  /** Null: any password is tried, as for a sign-in. */
  minPasswordLength: number | null;
  /** Resolves to why the server refused, null where it didn't. Rejects where nobody answered. */
  send: (credentials: Credentials) => Promise<AuthRefusal | null>;
  /** The page to go to afterwards. */
  next: string;
}

/**
 * State of the sign-in and sign-up forms: `errors` by field, `pending` until the next page is there. The method is `post`
 * so that the password doesn't end up in the address, should the browser send the form itself.
 */
export function useAuthForm({ minPasswordLength, send, next }: UseAuthFormOptions) {
  const [errors, setErrors] = useState<FieldErrors>({});
  const [pending, setPending] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (pending) return;
    const form = event.currentTarget;
    const show = (found: FieldErrors): void => {
      setErrors(found);
      const [field] = Object.keys(found);
      const control = field === undefined ? null : form.elements.namedItem(field);
      if (control instanceof HTMLElement) control.focus();
    };

    const credentials = readCredentials(new FormData(form));
    const missing = checkCredentials(credentials, minPasswordLength);
    if (Object.keys(missing).length > 0) {
      show(missing);
      return;
    }
    setErrors({});
    setPending(true);
    const failure = await send(credentials).then(
      (refusal) => refusal && describeAuthError(refusal),
      () => NO_ANSWER,
    );
    if (failure === null) {
      // A new page, so that nothing loaded while signed out is used again.
      window.location.assign(next);
      return;
    }
    setPending(false);
    show({ [failure.field]: failure.message });
  };

  const clearError = ({ target }: FormEvent<HTMLFormElement>): void => {
    if (!(target instanceof HTMLInputElement)) return;
    setErrors(({ form: _form, ...fields }) =>
      Object.fromEntries(Object.entries(fields).filter(([field]) => field !== target.name)),
    );
  };

  return {
    errors,
    pending,
    formProps: { method: 'post', noValidate: true, onSubmit: submit, onInput: clearError },
  };
}

function readCredentials(data: FormData): Credentials {
  const text = (field: string): string => {
    const value = data.get(field);
    return typeof value === 'string' ? value : '';
  };
  return {
    name: data.has('name') ? text('name') : null,
    email: text('email'),
    password: text('password'),
  };
}
