'use client';
import { ErrorState } from '../components/error-state.tsx';

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** In the place of a page that broke while it was made. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const reference = error.digest === undefined ? '' : ` The server's log has it under ${error.digest}.`;
  return (
    <main className="grid min-h-dvh place-items-center">
      <ErrorState
        title="Something went wrong"
        message={`This page could not be shown. Try again; if it stays so, reload the page.${reference}`}
        onRetry={reset}
      />
    </main>
  );
}
