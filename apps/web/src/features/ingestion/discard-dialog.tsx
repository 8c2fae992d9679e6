'use client';
import { toast } from 'sonner';
import type { DeadLetter } from '@heliograph/contracts/ingestion';
import { describeApiError } from '../../client/api-error.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { formatCount } from '../requests/format/format-count.ts';
import { useLetterVerbs } from './use-dead-letters.ts';

interface DiscardDialogProps {
  letter: DeadLetter | 'all';
  onDone: () => void;
  onClose: () => void;
}

/** Asks whether one letter, or all of them, shall be given up, and does it. */
export function DiscardDialog({ letter, onDone, onClose }: DiscardDialogProps) {
  const { discard, discardAll } = useLetterVerbs();
  const verb = letter === 'all' ? discardAll : discard;
  const finish = (count: number): void => {
    toast.success(`${formatCount(count)} ${count === 1 ? 'record' : 'records'} discarded`);
    onDone();
    onClose();
  };
  const confirm = (): void => {
    if (letter === 'all') discardAll.mutate(undefined, { onSuccess: ({ discarded }) => finish(discarded) });
    else discard.mutate({ id: letter.id }, { onSuccess: () => finish(1) });
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && !verb.isPending && onClose()}
      title={letter === 'all' ? 'Discard all dead letters?' : 'Discard this record?'}
      description={
        letter === 'all'
          ? 'All of them are gone for good and never show up under Requests.'
          : 'It is gone for good and never shows up under Requests.'
      }
      confirmLabel={letter === 'all' ? 'Discard all' : 'Discard'}
      onConfirm={confirm}
      pending={verb.isPending}
      error={verb.isError ? describeApiError(verb.error).message : null}
    />
  );
}
