import type { Metadata } from 'next';
import { Suspense } from 'react';
import { RequestsPage } from '../../../features/requests/requests-page.tsx';

export const metadata: Metadata = { title: 'Requests' };

export default function Page() {
  return (
    // The filters are read from the URL, which isn't known while the page is made in advance.
    <Suspense>
      <RequestsPage />
    </Suspense>
  );
}
