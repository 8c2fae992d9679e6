'use client';
import { MailCheck } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import type { DeadLetter } from '@heliograph/contracts/ingestion';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { formatCount } from '../requests/format/format-count.ts';
import { DeadLettersSkeleton, DeadLettersTable } from './dead-letters-table.tsx';
import { DiscardDialog } from './discard-dialog.tsx';
import { useDeadLetters, useLetterVerbs } from './use-dead-letters.ts';

/** The records that could not be stored, and what to do with them. */
export function DeadLetters() {
  const letters = useDeadLetters();
  const { replay, replayAll } = useLetterVerbs();
  const [discarding, setDiscarding] = useState<DeadLetter | 'all' | null>(null);
  const { page, newer, older } = letters;
  const complain = (error: unknown) =>
    toast.error('Not replayed', { description: describeApiError(error).message });
  const replayOne = ({ id }: DeadLetter): void => {
    replay.mutate({ id }, { onSuccess: () => toast.success('On its way again'), onError: complain });
  };
  const replayEach = (): void => {
    replayAll.mutate(undefined, {
      onSuccess: ({ replayed }) => {
        letters.newest();
        toast.success(
          `${formatCount(replayed)} ${replayed === 1 ? 'record is' : 'records are'} on the way again`,
        );
      },
      onError: complain,
    });
  };
  const some = (page.data?.items.length ?? 0) > 0;

  return (
    <section aria-labelledby="dead-letters" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h2 id="dead-letters" className="text-base font-semibold tracking-tight text-ink">
            Dead letters
          </h2>
          <p className="mt-0.5 max-w-160 text-pretty text-muted">
            Records that the store refused, one by one. A replay stores a record once, however often it is
            tried.
          </p>
        </div>
        {some && (
          <div className="flex gap-2">
            <Button onClick={replayEach} pending={replayAll.isPending}>
              Replay all
            </Button>
            <Button variant="danger-ghost" onClick={() => setDiscarding('all')}>
              Discard all
            </Button>
          </div>
        )}
      </div>
      {page.isPending ? (
        <DeadLettersSkeleton />
      ) : page.isError || page.data === undefined ? (
        <ErrorState
          title="The dead letters could not be loaded"
          message={describeApiError(page.error).message}
          onRetry={() => void page.refetch()}
          retrying={page.isFetching}
          className="rounded-lg border border-line"
        />
      ) : some ? (
        <DeadLettersTable
          letters={page.data.items}
          replayingId={replay.isPending ? replay.variables.id : null}
          onReplay={replayOne}
          onDiscard={setDiscarding}
        />
      ) : (
        <EmptyState
          icon={<MailCheck aria-hidden />}
          title="No dead letters"
          description="Every record of your organization was stored or is on its way."
          className="rounded-lg border border-dashed border-line"
        />
      )}
      {(newer !== null || older !== null) && (
        <nav aria-label="Pages of dead letters" className="flex items-center justify-end gap-2">
          <span className="text-xs text-muted tabular-nums">Page {letters.pageNumber}</span>
          <Button size="sm" disabled={newer === null} onClick={() => newer?.()}>
            Newer
          </Button>
          <Button size="sm" disabled={older === null} onClick={() => older?.()}>
            Older
          </Button>
        </nav>
      )}
      {discarding !== null && (
        <DiscardDialog letter={discarding} onDone={letters.newest} onClose={() => setDiscarding(null)} />
      )}
    </section>
  );
}
