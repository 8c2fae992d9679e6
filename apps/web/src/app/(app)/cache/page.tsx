import type { Metadata } from 'next';
import { Suspense } from 'react';
import { CachePage } from '../../../features/cache/cache-page.tsx';

export const metadata: Metadata = { title: 'Cache' };

export default function Page() {
  return (
    // The time range is read from the URL, which isn't known while the page is made in advance.
    <Suspense>
      <CachePage />
    </Suspense>
  );
}
