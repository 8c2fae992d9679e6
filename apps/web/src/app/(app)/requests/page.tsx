import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { Suspense } from 'react';
import { readFirstPage } from '../../../features/requests/feed/read-first-page.ts';
import { RequestsPage } from '../../../features/requests/requests-page.tsx';
import { readDefaultView } from '../../../features/requests/views/read-default-view.ts';
import { isBare, viewUrl } from '../../../features/requests/views/view-query.ts';

export const metadata: Metadata = { title: 'Requests' };

interface PageProps {
  searchParams: Promise<SearchParams>;
}

export default async function Page({ searchParams }: PageProps) {
  const query = await searchParams;
  const [view, firstPage] = await Promise.all([
    isBare(query) ? readDefaultView() : null,
    readFirstPage(query),
  ]);
  if (view !== null) redirect(viewUrl(view));
  return (
    // The filters are read from the URL, which isn't known while the page is made in advance.
    <Suspense>
      <HydrationBoundary state={firstPage}>
        <RequestsPage />
      </HydrationBoundary>
    </Suspense>
  );
}
