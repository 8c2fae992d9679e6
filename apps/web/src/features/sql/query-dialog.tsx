'use client';
import { createSavedQueryInputSchema, type SavedQuery, type SqlChart } from '@heliograph/contracts/sql';
import { toast } from 'sonner';
import { KeepDialog } from '../keep/keep-dialog.tsx';
import { useQueryChanges } from './use-saved-queries.ts';

interface QueryDialogProps {
  /** The one whose name and sharing are edited, or what a new one keeps. */
  query: SavedQuery | { sql: string; chart: SqlChart | null };
  onClose: () => void;
  onKept?: (query: SavedQuery) => void;
}

/** Asks what a statement is called and who sees it. */
export function QueryDialog({ query, onClose, onKept }: QueryDialogProps) {
  const known = 'id' in query ? query : null;
  const { create, update } = useQueryChanges();
  const save = known === null ? create : update;
  const onSuccess = (saved: SavedQuery): void => {
    onKept?.(saved);
    toast.success(`${saved.name} is saved`);
    onClose();
  };
  return (
    <KeepDialog
      title={known === null ? 'Keep this query' : 'Name and sharing'}
      description={
        known === null ? 'The statement and its chart, to run again or to give to others.' : undefined
      }
      initial={known ?? { name: '', shared: false }}
      nameSchema={createSavedQueryInputSchema.shape.name}
      placeholder="Cost by team this month"
      saveLabel="Save query"
      save={save}
      onSave={(kept) => {
        if (known !== null) update.mutate({ id: known.id, ...kept }, { onSuccess });
        else create.mutate({ ...kept, sql: query.sql, chart: query.chart }, { onSuccess });
      }}
      onClose={onClose}
    />
  );
}
