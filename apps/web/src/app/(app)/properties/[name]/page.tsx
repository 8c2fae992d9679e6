import type { Metadata } from 'next';
import { Suspense } from 'react';
import { PropertyPage } from '../../../../features/properties/property-page.tsx';

export const metadata: Metadata = { title: 'Property' };

export default async function Page({ params }: { params: Promise<{ name: string }> }) {
  const { name } = await params;
  return (
    <Suspense>
      <PropertyPage name={decodeURIComponent(name)} />
    </Suspense>
  );
}
