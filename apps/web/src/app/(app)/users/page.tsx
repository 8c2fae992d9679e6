import type { Metadata } from 'next';
import { Suspense } from 'react';
import { UsersPage } from '../../../features/users/users-page.tsx';

export const metadata: Metadata = { title: 'Users' };

export default function Page() {
  return (
    // The filters are read from the URL, which isn't known while the page is made in advance.
    <Suspense>
      <UsersPage />
    </Suspense>
  );
}
