import type { Metadata } from 'next';
import { AuthHeading } from '../../../features/auth/auth-heading.tsx';
import { redirectIfSignedIn } from '../../../features/auth/redirect-if-signed-in.ts';
import { authPath, safeNext } from '../../../features/auth/safe-next.ts';
import { SignInForm } from '../../../features/auth/sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const next = safeNext((await searchParams)['next']);
  await redirectIfSignedIn(next);
  return (
    <>
      <AuthHeading
        title="Sign in"
        question="New here?"
        link={{ href: authPath('/sign-up', next), label: 'Create an account' }}
      />
      <SignInForm next={next} />
    </>
  );
}
