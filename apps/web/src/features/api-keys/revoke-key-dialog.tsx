'use client';
import { toast } from 'sonner';
import type { ApiKey } from '@heliograph/contracts/api-schemas';
import { describeApiError } from '../../client/api-error.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useRevokeKey } from './use-revoke-key.ts';

interface RevokeKeyDialogProps {
  apiKey: ApiKey;
  onClose: () => void;
}

/** Asks whether a key shall be revoked, and does it. */
export function RevokeKeyDialog({ apiKey, onClose }: RevokeKeyDialogProps) {
  const revokeKey = useRevokeKey();
  const finish = (): void => {
    toast.success(`“${apiKey.name}” is revoked`, { description: 'Calls with it are refused.' });
    onClose();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && !revokeKey.isPending && onClose()}
      title={`Revoke ${apiKey.name}?`}
      description={
        <>
          Every call with <span className="font-mono text-xs">sk-helicone-…{apiKey.last4}</span> is refused
          from now on. This can’t be undone.
        </>
      }
      confirmLabel="Revoke key"
      onConfirm={() => revokeKey.mutate({ id: apiKey.id }, { onSuccess: finish })}
      pending={revokeKey.isPending}
      error={revokeKey.isError ? describeApiError(revokeKey.error).message : null}
    />
  );
}
