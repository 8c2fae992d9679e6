import type { Metadata } from 'next';
import { Suspense } from 'react';
import { SqlPage } from '../../../features/sql/sql-page.tsx';

export const metadata: Metadata = { title: 'SQL' };

export default function Page() {
  return (
    // The statement is read from the URL, which isn't known while the page is made in advance.
    <Suspense>
      <SqlPage />
    </Suspense>
  );
}
