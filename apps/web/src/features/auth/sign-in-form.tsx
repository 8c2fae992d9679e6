'use client';
import { authClient } from '../../client/auth-client.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { FormError } from '../../components/form-error.tsx';
import { Input } from '../../components/input.tsx';
import { PasswordInput } from '../../components/password-input.tsx';
import { useHydrated } from '../../components/use-hydrated.ts';
import { useAuthForm } from './use-auth-form.ts';

/** `next` is a path of ours, see safeNext. */
export function SignInForm({ next }: { next: string }) {
  const hydrated = useHydrated();
  const { errors, pending, formProps } = useAuthForm({
    minPasswordLength: null,
    next,
    send: async ({ email, password }) =>
      (await authClient.signIn.email({ email: email.trim(), password })).error,
  });
  return (
    <form {...formProps} className="flex flex-col gap-4">
      {errors.form && <FormError>{errors.form}</FormError>}
      <Field label="E-mail" error={errors.email}>
        {(control) => (
          <Input {...control} name="email" type="email" autoComplete="username" autoFocus className="h-9" />
        )}
      </Field>
      <Field label="Password" error={errors.password}>
        {(control) => (
          <PasswordInput {...control} name="password" autoComplete="current-password" className="h-9" />
        )}
      </Field>
      <Button
        type="submit"
        variant="primary"
        size="lg"
        disabled={!hydrated}
        pending={pending}
        className="mt-1"
      >
        Sign in
      </Button>
    </form>
  );
}
