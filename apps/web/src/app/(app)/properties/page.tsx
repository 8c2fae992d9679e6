import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PropertiesPage } from '../../../features/properties/properties-page.tsx';

export const metadata: Metadata = { title: 'Properties' };

export default function Page() {
  return (
    // The filters are read from the URL, which isn't known while the page is made in advance.
    <Suspense>
      <PropertiesPage />
    </Suspense>
  );
}
