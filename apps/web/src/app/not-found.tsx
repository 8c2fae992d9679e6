import type { Metadata } from 'next';
import Link from 'next/link';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { LogoMark } from '../components/logo.tsx';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFoundPage() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={<LogoMark className="size-8!" />}
        title="There is nothing here"
        description="The page was moved, or the address is not quite right."
        action={
          <Button asChild>
            <Link href="/requests">Go to requests</Link>
          </Button>
        }
      />
    </main>
  );
}
