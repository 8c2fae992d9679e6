'use client';
import { useEffect } from 'react';

/** Milliseconds after which it is done however busy the page is. */
const LATEST_MS = 5_000;

/** Does something that can wait (loading what may be opened next) once the page has nothing else to do. `run` stays the same. */
export function useWhenIdle(run: () => Promise<unknown>): void {
  useEffect(() => {
    // What fails now is tried again, and told of, when it is needed.
    const start = (): void => void run().catch(() => undefined);
    // Safari has no idle callbacks.
    if (typeof window.requestIdleCallback !== 'function') {
      const timer = setTimeout(start, LATEST_MS / 2);
      return () => clearTimeout(timer);
    }
    const handle = window.requestIdleCallback(start, { timeout: LATEST_MS });
    return () => window.cancelIdleCallback(handle);
  }, [run]);
}
