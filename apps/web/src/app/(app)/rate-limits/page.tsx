import type { Metadata } from 'next';
import { Suspense } from 'react';
import { RateLimitsPage } from '../../../features/rate-limits/rate-limits-page.tsx';

export const metadata: Metadata = { title: 'Rate limits' };

export default function Page() {
  return (
    // The time range is read from the URL, which isn't known while the page is made in advance.
    <Suspense>
      <RateLimitsPage />
    </Suspense>
  );
}
