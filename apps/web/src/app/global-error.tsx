'use client';
import './globals.css';
import { ErrorState } from '../components/error-state.tsx';

interface GlobalErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** In the place of everything, where even what surrounds the pages broke. */
export default function GlobalError({ error, reset }: GlobalErrorProps) {
  const reference = error.digest === undefined ? '' : ` The server's log has it under ${error.digest}.`;
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Heliograph</title>
        <main className="grid min-h-dvh place-items-center">
          <ErrorState
            title="Something went wrong"
            message={`Heliograph could not be shown. Try again; if it stays so, reload the page.${reference}`}
            onRetry={reset}
          />
        </main>
      </body>
    </html>
  );
}
