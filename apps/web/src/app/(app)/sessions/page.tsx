import type { Metadata } from 'next';
import { Suspense } from 'react';
import { SessionsPage } from '../../../features/sessions/sessions-page.tsx';

export const metadata: Metadata = { title: 'Sessions' };

export default function Page() {
  return (
    // The filters are read from the URL, which isn't known while the page is made in advance.
    <Suspense>
      <SessionsPage />
    </Suspense>
  );
}
