import { requestSchema, type Request } from '@heliograph/contracts/request';
import { useEffect, useState } from 'react';
import { z } from 'zod';

/** Milliseconds until a stream that was refused is asked for again; the list is asked for meanwhile. */
const RETRY_MS = 30_000;

const eventSchema = z.object({ items: z.array(requestSchema) });

interface LiveHandlers {
  /** New requests that match, in no order. */
  onRequests: (requests: Request[]) => void;
  /** Some may have been missed: the list has to be asked for again. Also when the stream begins. */
  onReset: () => void;
}

/**
 * Hears of new requests that match the filter, while it is not null and the tab is visible. True while the stream is open;
 * where it can't be had, the list has to be asked for.
 */
export function useLiveRequests(filter: string | null, { onRequests, onReset }: LiveHandlers): boolean {
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    if (filter === null || typeof EventSource === 'undefined') return;
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const close = (): void => {
      clearTimeout(timer);
      source?.close();
      source = null;
      setIsOpen(false);
    };
    const open = (): void => {
      close();
      if (document.hidden) return;
      const stream = new EventSource(`/api/v1/requests/live?${new URLSearchParams({ filter }).toString()}`);
      source = stream;
      stream.onopen = () => {
        setIsOpen(true);
        onReset();
      };
      stream.addEventListener('reset', onReset);
      stream.addEventListener('requests', ({ data }: MessageEvent<string>) => {
        const parsed = eventSchema.safeParse(JSON.parse(data));
        if (parsed.success) onRequests(parsed.data.items);
        else onReset();
      });
      stream.onerror = () => {
        setIsOpen(false);
        // The browser itself comes back after an interruption, but not after a refusal.
        if (stream.readyState === EventSource.CLOSED) timer = setTimeout(open, RETRY_MS);
      };
    };
    open();
    // A hidden tab needs nothing, and browsers open few connections to one host.
    document.addEventListener('visibilitychange', open);
    return () => {
      document.removeEventListener('visibilitychange', open);
      close();
    };
  }, [filter, onRequests, onReset]);
  return isOpen;
}
