'use client';
import { toast } from 'sonner';
import { describeApiError } from '../../client/api-error.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';

interface RemoveKeptProps {
  kept: { id: string; name: string; shared: boolean };
  /** What it is: view, query, dashboard. */
  noun: string;
  remove: {
    isPending: boolean;
    isError: boolean;
    error: unknown;
    mutate: (input: { id: string }, options: { onSuccess: () => void }) => void;
  };
  onClose: () => void;
  onGone: () => void;
}

/** Asks before something that is kept goes. */
export function RemoveKept({ kept, noun, remove, onClose, onGone }: RemoveKeptProps) {
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && !remove.isPending && onClose()}
      title={`Delete ${kept.name}?`}
      description={
        kept.shared
          ? 'It is shared: it goes for everybody of the organization. No request is deleted.'
          : `The ${noun} goes, no request does.`
      }
      confirmLabel={`Delete ${noun}`}
      pending={remove.isPending}
      error={remove.isError ? describeApiError(remove.error).message : null}
      onConfirm={() =>
        remove.mutate(
          { id: kept.id },
          {
            onSuccess: () => {
              onGone();
              onClose();
              toast.success(`${kept.name} is deleted`);
            },
          },
        )
      }
    />
  );
}
