import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Suspense } from 'react';
import { RequestsPage } from '../../../features/requests/requests-page.tsx';
import { readDefaultView } from '../../../features/requests/views/read-default-view.ts';
import { isBare, viewUrl } from '../../../features/requests/views/view-query.ts';

export const metadata: Metadata = { title: 'Requests' };

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Page({ searchParams }: PageProps) {
  if (isBare(await searchParams)) {
    const view = await readDefaultView();
    if (view !== null) redirect(viewUrl(view));
  }
  return (
    // The filters are read from the URL, which isn't known while the page is made in advance.
    <Suspense>
      <RequestsPage />
    </Suspense>
  );
}
