import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Suspense } from 'react';
import { boardUrl } from '../../../features/dashboard/board/board-url.ts';
import { readDefaultBoard } from '../../../features/dashboard/board/read-default-board.ts';
import { DashboardPage } from '../../../features/dashboard/dashboard-page.tsx';

export const metadata: Metadata = { title: 'Dashboard' };

interface PageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Page({ searchParams }: PageProps) {
  if (Object.keys(await searchParams).length === 0) {
    const board = await readDefaultBoard();
    if (board !== null) redirect(boardUrl(board));
  }
  return (
    // What is shown is read from the URL, which isn't known while the page is made in advance.
    <Suspense>
      <DashboardPage />
    </Suspense>
  );
}
