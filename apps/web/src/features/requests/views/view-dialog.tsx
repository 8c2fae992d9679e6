'use client';
import type { RequestView } from '@heliograph/contracts/request-view';
import { createSavedViewInputSchema, type SavedView } from '@heliograph/contracts/saved-views';
import { toast } from 'sonner';
import { KeepDialog } from '../../keep/keep-dialog.tsx';
import { useViewChanges } from './use-saved-views.ts';

interface ViewDialogProps {
  /** The one whose name and sharing are edited; null for a new one. */
  view: SavedView | null;
  /** What a new one keeps. */
  shown: RequestView;
  onClose: () => void;
  onKept?: (view: SavedView) => void;
}

/** Asks what a view is called and who sees it. */
export function ViewDialog({ view, shown, onClose, onKept }: ViewDialogProps) {
  const { create, update } = useViewChanges();
  const save = view === null ? create : update;
  const onSuccess = (saved: SavedView): void => {
    onKept?.(saved);
    toast.success(`${saved.name} is saved`);
    onClose();
  };
  return (
    <KeepDialog
      title={view === null ? 'Keep this view' : 'Name and sharing'}
      description={
        view === null
          ? 'Its filter, time range, order and columns, to come back to or to give to others.'
          : undefined
      }
      initial={view ?? { name: '', shared: false }}
      nameSchema={createSavedViewInputSchema.shape.name}
      placeholder="Failures of this week"
      saveLabel="Save view"
      save={save}
      onSave={(kept) => {
        if (view !== null) update.mutate({ id: view.id, ...kept }, { onSuccess });
        else create.mutate({ ...kept, view: shown }, { onSuccess });
      }}
      onClose={onClose}
    />
  );
}
