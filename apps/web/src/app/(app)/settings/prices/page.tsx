import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PricesPage } from '../../../../features/prices/prices-page.tsx';

export const metadata: Metadata = { title: 'Prices' };

export default function Page() {
  return (
    // The model to add a price for is read from the URL, which isn't known while the page is made in advance.
    <Suspense>
      <PricesPage />
    </Suspense>
  );
}
