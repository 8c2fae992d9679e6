'use client';
import { authClient } from '../../client/auth-client.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { FormError } from '../../components/form-error.tsx';
import { Input } from '../../components/input.tsx';
import { PasswordInput } from '../../components/password-input.tsx';
import { useHydrated } from '../../components/use-hydrated.ts';
import { useAuthForm } from './use-auth-form.ts';

interface SignUpFormProps {
  /** A path of ours, see safeNext. */
  next: string;
  minPasswordLength: number;
}

export function SignUpForm({ next, minPasswordLength }: SignUpFormProps) {
  const hydrated = useHydrated();
  const { errors, pending, formProps } = useAuthForm({
    minPasswordLength,
    next,
    send: async ({ name, email, password }) =>
      (await authClient.signUp.email({ name: name ?? '', email: email.trim(), password })).error,
  });
  return (
    <form {...formProps} className="flex flex-col gap-4">
      {errors.form && <FormError>{errors.form}</FormError>}
      <Field label="Name" error={errors.name}>
        {(control) => <Input {...control} name="name" autoComplete="name" autoFocus className="h-9" />}
      </Field>
      <Field label="E-mail" error={errors.email}>
        {(control) => (
          <Input {...control} name="email" type="email" autoComplete="username" className="h-9" />
        )}
      </Field>
      <Field label="Password" hint={`At least ${minPasswordLength} characters.`} error={errors.password}>
        {(control) => (
          <PasswordInput {...control} name="password" autoComplete="new-password" className="h-9" />
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
        Create account
      </Button>
    </form>
  );
}
