import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AlertsPage } from '../../../features/alerts/alerts-page.tsx';

export const metadata: Metadata = { title: 'Alerts' };

export default function Page() {
  return (
    // Which rule is looked at is read from the URL, which isn't known while the page is made in advance.
    <Suspense>
      <AlertsPage />
    </Suspense>
  );
}
