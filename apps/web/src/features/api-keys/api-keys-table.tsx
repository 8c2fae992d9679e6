'use client';
import type { ApiKey } from '@heliograph/contracts/api-schemas';
import { Button } from '../../components/button.tsx';
import { Table, type TableColumn, TableRow } from '../../components/table.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { KeyStanding } from './key-standing.tsx';

const CAPTION = 'Keys in force';
const columns: readonly TableColumn[] = [
  { label: 'Name' },
  { label: 'Key', from: 'md' },
  { label: 'Created', from: 'md' },
  { label: 'Created by', from: 'md' },
  { label: 'Last used' },
  { label: 'Actions', unseen: true },
];

interface ApiKeysTableProps {
  apiKeys: readonly ApiKey[];
  onEdit: (apiKey: ApiKey) => void;
  onRevoke: (apiKey: ApiKey) => void;
}

export function ApiKeysTable({ apiKeys, onEdit, onRevoke }: ApiKeysTableProps) {
  const now = useNow();
  return (
    <Table caption={CAPTION} columns={columns}>
      {apiKeys.map((apiKey) => (
        <TableRow key={apiKey.id} className="align-middle">
          <td className="py-2 pr-3 pl-4">
            <span className="font-medium wrap-anywhere">{apiKey.name}</span>
            <span className="block text-xs text-muted md:hidden">
              <span className="font-mono">…{apiKey.last4}</span>, created <Time value={apiKey.createdAt} />
              {apiKey.createdBy !== null && ` by ${apiKey.createdBy}`}
            </span>
            <KeyStanding apiKey={apiKey} now={now} />
          </td>
          <td className="hidden px-3 font-mono text-xs whitespace-nowrap text-muted md:table-cell">
            sk-helicone-…{apiKey.last4}
          </td>
          <td className="hidden px-3 whitespace-nowrap text-muted tabular-nums md:table-cell">
            <Time value={apiKey.createdAt} />
          </td>
          <td className="hidden max-w-44 truncate px-3 text-muted md:table-cell">
            {apiKey.createdBy ?? <span className="text-faint">An API key</span>}
          </td>
          <td className="px-3 whitespace-nowrap text-muted tabular-nums">
            {apiKey.lastUsedAt === null ? (
              <span className="text-faint">Never</span>
            ) : (
              <Time value={apiKey.lastUsedAt} />
            )}
          </td>
          <td className="py-1.5 pr-2 pl-1 text-right">
            <Button
              variant="ghost"
              size="sm"
              aria-label={`Edit ${apiKey.name}`}
              onClick={() => onEdit(apiKey)}
            >
              Edit
            </Button>
            <Button
              variant="quiet-danger"
              size="sm"
              aria-label={`Revoke ${apiKey.name}`}
              onClick={() => onRevoke(apiKey)}
            >
              Revoke
            </Button>
          </td>
        </TableRow>
      ))}
    </Table>
  );
}

export function ApiKeysSkeleton() {
  return (
    <TableSkeleton
      label="Loading the keys"
      caption={CAPTION}
      columns={columns}
      rowHeight="h-11"
      first={['w-32', 'w-24', 'w-40']}
      others={['w-28', 'w-14', 'w-24', 'w-14']}
    />
  );
}
