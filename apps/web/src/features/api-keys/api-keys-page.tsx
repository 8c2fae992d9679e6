'use client';
import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { ApiKey } from '@heliograph/contracts/api-schemas';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { ApiKeysSkeleton, ApiKeysTable } from './api-keys-table.tsx';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { EditKeyDialog } from './edit-key-dialog.tsx';
import { RevokeKeyDialog } from './revoke-key-dialog.tsx';

export function ApiKeysPage() {
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const [editing, setEditing] = useState<ApiKey | null>(null);
  return (
    <div className="mx-auto flex w-full max-w-240 flex-col gap-5 px-4 py-5 md:px-8 md:py-7">
      <PageHeader
        title="API keys"
        description="Applications send one to the proxy with each call; programs read the REST API with it."
        actions={<CreateKeyDialog />}
      />
      <Keys onEdit={setEditing} onRevoke={setRevoking} />
      {editing !== null && <EditKeyDialog apiKey={editing} onClose={() => setEditing(null)} />}
      {revoking !== null && <RevokeKeyDialog apiKey={revoking} onClose={() => setRevoking(null)} />}
    </div>
  );
}

function Keys({
  onEdit,
  onRevoke,
}: {
  onEdit: (apiKey: ApiKey) => void;
  onRevoke: (apiKey: ApiKey) => void;
}) {
  const keys = useQuery(api.keys.list.queryOptions());
  if (keys.isPending) return <ApiKeysSkeleton />;
  if (keys.data === undefined) {
    return (
      <ErrorState
        title="The keys could not be loaded"
        message={describeApiError(keys.error).message}
        onRetry={() => void keys.refetch()}
        retrying={keys.isFetching}
        className="rounded-lg border border-line"
      />
    );
  }
  if (keys.data.items.length === 0) {
    return (
      <EmptyState
        icon={<KeyRound aria-hidden />}
        title="No keys yet"
        description="Create one, send it along with your calls as the header Helicone-Auth, and they show up under Requests."
        className="rounded-lg border border-dashed border-line"
      />
    );
  }
  return <ApiKeysTable apiKeys={keys.data.items} onEdit={onEdit} onRevoke={onRevoke} />;
}
