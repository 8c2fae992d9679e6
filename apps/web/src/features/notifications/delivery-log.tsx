'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { useState } from 'react';
import type { Channel, Delivery } from '@heliograph/contracts/channels';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Sheet, SheetContent } from '../../components/sheet.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { DeliveryEntry } from './delivery-entry.tsx';

/** How often the log is read anew while something is on its way, and otherwise. */
const BUSY_MS = 1_500;
const CALM_MS = 15_000;

/** What was sent to a channel, newest first. */
export function DeliveryLog({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const [open, setOpen] = useState<string | null>(null);
  const { id, name } = channel;
  const log = useInfiniteQuery(
    api.channels.deliveries.infiniteOptions({
      input: (cursor: string | undefined) => ({ id, ...(cursor !== undefined && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      refetchInterval: ({ state }) =>
        state.data?.pages.some(({ items }) => items.some(isUnderWay)) === true ? BUSY_MS : CALM_MS,
    }),
  );
  const items = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Sheet open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <SheetContent title={`Deliveries of ${name}`} className="max-w-160">
        {log.isPending ? (
          <div role="status" className="grid gap-3 p-4">
            <span className="sr-only">Loading the deliveries</span>
            <Skeleton className="h-12" />
            <Skeleton className="h-12" />
            <Skeleton className="h-12" />
          </div>
        ) : log.data === undefined ? (
          <ErrorState
            title="The deliveries could not be loaded"
            message={describeApiError(log.error).message}
            onRetry={() => void log.refetch()}
            retrying={log.isFetching}
          />
        ) : items.length === 0 ? (
          <EmptyState
            icon={<Send aria-hidden />}
            title="Nothing was sent yet"
            description="Send a test, or choose this channel in an alert. Deliveries are kept for 90 days."
          />
        ) : (
          <>
            <ul className="divide-y divide-line">
              {items.map((delivery) => (
                <DeliveryEntry
                  key={delivery.id}
                  delivery={delivery}
                  open={open === delivery.id}
                  onToggle={() => setOpen(open === delivery.id ? null : delivery.id)}
                />
              ))}
            </ul>
            {log.hasNextPage && (
              <div className="flex justify-center p-4">
                <Button onClick={() => void log.fetchNextPage()} pending={log.isFetchingNextPage}>
                  Show older ones
                </Button>
              </div>
            )}
          </>
        )}
      </SheetContent>
    </Sheet>
  );
}

function isUnderWay({ status, nextAttemptAt }: Delivery): boolean {
  if (status === 'pending' || status === 'sending') return true;
  return status === 'failed' && nextAttemptAt !== null && Date.parse(nextAttemptAt) < Date.now() + BUSY_MS;
}
