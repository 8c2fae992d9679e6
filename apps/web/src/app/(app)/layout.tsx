import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { readTold } from '../../components/told-cookies.ts';
import { authPath } from '../../features/auth/safe-next.ts';
import { AppProviders } from '../../features/shell/app-providers.tsx';
import { AppShell } from '../../features/shell/app-shell.tsx';
import { readMe } from '../../features/shell/read-me.ts';
import { Unavailable } from '../../features/shell/unavailable.tsx';
import { PATH_HEADER } from '../../server/http/page-headers.ts';

/** Everything behind the sign-in. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const current = await readMe();
  if (current.state === 'unavailable') return <Unavailable message={current.message} />;
  if (current.state === 'signed_out') {
    redirect(authPath('/sign-in', (await headers()).get(PATH_HEADER) ?? '/'));
  }
  return (
    <AppProviders me={current.me} told={readTold((await cookies()).getAll())}>
      <AppShell>{children}</AppShell>
    </AppProviders>
  );
}
