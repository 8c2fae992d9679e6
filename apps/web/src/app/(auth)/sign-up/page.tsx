import type { Metadata } from 'next';
import { AuthHeading } from '../../../features/auth/auth-heading.tsx';
import { redirectIfSignedIn } from '../../../features/auth/redirect-if-signed-in.ts';
import { authPath, safeNext } from '../../../features/auth/safe-next.ts';
import { SignUpForm } from '../../../features/auth/sign-up-form.tsx';
import { MIN_PASSWORD_LENGTH } from '../../../server/auth/check-sign-up.ts';

export const metadata: Metadata = { title: 'Create your account' };

export default async function SignUpPage({ searchParams }: PageProps<'/sign-up'>) {
  const next = safeNext((await searchParams)['next']);
  await redirectIfSignedIn(next);
  return (
    <>
      <AuthHeading
        title="Create your account"
        question="Have one already?"
        link={{ href: authPath('/sign-in', next), label: 'Sign in' }}
      />
      <SignUpForm next={next} minPasswordLength={MIN_PASSWORD_LENGTH} />
    </>
  );
}
