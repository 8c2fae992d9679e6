'use client';
import dynamic from 'next/dynamic';
import { Skeleton } from '../../components/skeleton.tsx';

/** The editor; its code is only loaded by the page that shows it. */
export const SqlEditor = dynamic(() => import('./code-editor.tsx'), {
  ssr: false,
  loading: () => (
    <div role="status" className="h-full rounded-lg bg-surface p-3">
      <span className="sr-only">Loading the editor</span>
      <Skeleton className="w-64" />
    </div>
  ),
});
