import type { Metadata } from 'next';
import { Suspense } from 'react';
import { CostPage } from '../../../features/cost/cost-page.tsx';

export const metadata: Metadata = { title: 'Cost' };

export default function Page() {
  return (
    // The time range is read from the URL, which isn't known while the page is made in advance.
    <Suspense>
      <CostPage />
    </Suspense>
  );
}
