'use client';
import { useQuery } from '@tanstack/react-query';
import { Maximize2, Minimize2, SearchX } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { api } from '../../../client/api.ts';
import { describeApiError } from '../../../client/api-error.ts';
import { Button } from '../../../components/button.tsx';
import { cn } from '../../../components/cn.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { Kbd } from '../../../components/kbd.tsx';
import { Sheet, SheetContent } from '../../../components/sheet.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { useWhenIdle } from '../../../components/use-when-idle.ts';
import type { FilterEntry } from '../filters/filter-parts.ts';
import type { DetailsLook } from './request-details.tsx';

const loadDetails = () => import('./request-details.tsx').then((module) => module.RequestDetails);
/** Most of what the list's page would load, so it comes after the list. */
const RequestDetails = dynamic(loadDetails, { loading: DetailSkeleton });

interface RequestDrawerProps {
  /** The request to show; null closes the drawer. */
  id: string | null;
  onClose: () => void;
  /** When it is closed and the focus is to go back. */
  onClosed: () => void;
  onFilter: (entry: FilterEntry) => void;
}

/** Milliseconds for which a request that was looked at isn't asked for again. */
const STALE_MS = 60_000;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** One request over the list, which stays within reach: its rows can be walked and clicked. */
export function RequestDrawer({ id, onClose, onClosed, onFilter }: RequestDrawerProps) {
  const [look, setLook] = useState<DetailsLook>({ tab: null, rendered: true });
  const [wide, setWide] = useState(false);
  useWhenIdle(loadDetails);
  return (
    <Sheet open={id !== null} modal={false} onOpenChange={(open) => !open && onClose()}>
      <SheetContent
        title="Request details"
        data-request-drawer
        className={cn('max-w-none', !wide && 'sm:max-w-160 lg:max-w-180')}
        actions={
          <IconButton
            label={wide ? 'Show beside the list' : 'Fill the page'}
            icon={wide ? <Minimize2 aria-hidden /> : <Maximize2 aria-hidden />}
            className="max-sm:hidden"
            onClick={() => setWide(!wide)}
          />
        }
        header={
          <p className="flex items-center gap-2 text-xs text-muted">
            <span className="text-base font-semibold tracking-tight text-ink">Request</span>
            <span className="flex items-center gap-1 max-sm:hidden">
              <Kbd>↑</Kbd>
              <Kbd>↓</Kbd> walk
              <Kbd>Esc</Kbd> close
            </span>
          </p>
        }
        onOpenAutoFocus={(event) => {
          // The drawer itself, not its first button: the rows can be walked from there.
          event.preventDefault();
          if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
        }}
        onEscapeKeyDown={(event) => {
          // A field in which Escape means something else first.
          if (event.target instanceof Element && event.target.closest('[data-own-escape]') !== null)
            event.preventDefault();
        }}
        onInteractOutside={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          onClosed();
        }}
      >
        {id !== null && <LoadedRequest id={id} onFilter={onFilter} look={look} onLook={setLook} />}
      </SheetContent>
    </Sheet>
  );
}

interface LoadedRequestProps extends Pick<RequestDrawerProps, 'onFilter'> {
  id: string;
  look: DetailsLook;
  onLook: (look: DetailsLook) => void;
}

function LoadedRequest({ id, ...shown }: LoadedRequestProps) {
  // A stored request doesn't change but for what is said of it later.
  const detail = useQuery(
    api.requests.get.queryOptions({
      input: { id },
      enabled: UUID.test(id),
      staleTime: STALE_MS,
      refetchOnWindowFocus: false,
    }),
  );
  const failure = detail.error === null ? null : describeApiError(detail.error);
  if (!UUID.test(id) || failure?.status === 404) {
    return (
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="There is no such request"
        description="It may belong to another organization, or its time of keeping is over. A request shows up about a second after its answer."
        action={
          UUID.test(id) && (
            <Button onClick={() => void detail.refetch()} pending={detail.isFetching}>
              Try again
            </Button>
          )
        }
      />
    );
  }
  if (failure !== null) {
    return (
      <ErrorState
        message={failure.message}
        onRetry={() => void detail.refetch()}
        retrying={detail.isFetching}
      />
    );
  }
  if (detail.data === undefined) return <DetailSkeleton />;
  return <RequestDetails key={id} detail={detail.data} {...shown} />;
}

function DetailSkeleton() {
  return (
    <div role="status" className="grid gap-4 p-4">
      <span className="sr-only">Loading the request</span>
      <Skeleton className="h-6 w-64" />
      <Skeleton className="h-4 w-96" />
      <Skeleton className="h-14" />
      <Skeleton className="h-8" />
      <Skeleton className="h-40" />
    </div>
  );
}
