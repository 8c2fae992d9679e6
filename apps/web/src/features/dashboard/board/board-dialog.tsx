'use client';
import { toast } from 'sonner';
import type { Tile } from '@heliograph/contracts/dashboard-tile';
import { createDashboardInputSchema, type Dashboard } from '@heliograph/contracts/dashboards';
import { KeepDialog } from '../../keep/keep-dialog.tsx';
import { useBoardChanges } from './use-boards.ts';

interface BoardDialogProps {
  /** The one that is renamed; null for a new one. */
  board: Dashboard | null;
  title: string;
  description?: string;
  /** What a new one begins with. */
  initial?: { name: string; tiles: readonly Tile[] };
  onClose: () => void;
  onKept?: (board: Dashboard) => void;
}

/** Asks what a dashboard is called and who sees it. */
export function BoardDialog({ board, title, description, initial, onClose, onKept }: BoardDialogProps) {
  const { create, update } = useBoardChanges();
  const save = board === null ? create : update;
  const onSuccess = (saved: Dashboard): void => {
    onKept?.(saved);
    toast.success(`${saved.name} is saved`);
    onClose();
  };
  return (
    <KeepDialog
      title={title}
      description={description}
      initial={board ?? { name: initial?.name ?? '', shared: false }}
      nameSchema={createDashboardInputSchema.shape.name}
      placeholder="Support assistant"
      saveLabel="Save dashboard"
      save={save}
      onSave={(kept) => {
        if (board !== null) update.mutate({ id: board.id, ...kept }, { onSuccess });
        else create.mutate({ ...kept, tiles: [...(initial?.tiles ?? [])] }, { onSuccess });
      }}
      onClose={onClose}
    />
  );
}
