'use client';
import { ErrorState } from '../../components/error-state.tsx';

/** The whole page, where nothing can be shown without the server. */
export function Unavailable({ message }: { message: string }) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <ErrorState
        title="Heliograph is not available right now"
        message={message}
        onRetry={() => window.location.reload()}
      />
    </main>
  );
}
