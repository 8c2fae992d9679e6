'use client';
import type { ReactNode } from 'react';
import type { ApiKey } from '@heliograph/contracts/api-schemas';
import { Button } from '../../components/button.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Time } from '../../components/time.tsx';

interface ApiKeysTableProps {
  apiKeys: readonly ApiKey[];
  onRevoke: (apiKey: ApiKey) => void;
}

export function ApiKeysTable({ apiKeys, onRevoke }: ApiKeysTableProps) {
  return (
    <KeysFrame>
      {apiKeys.map((apiKey) => (
        <tr key={apiKey.id} className="border-b border-line last:border-b-0 hover:bg-hover/60">
          <td className="py-2 pr-3 pl-4">
            <span className="font-medium wrap-anywhere">{apiKey.name}</span>
            <span className="block text-xs text-muted md:hidden">
              <span className="font-mono">…{apiKey.last4}</span>, created <Time value={apiKey.createdAt} />
              {apiKey.createdBy !== null && ` by ${apiKey.createdBy}`}
            </span>
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
              aria-label={`Revoke ${apiKey.name}`}
              className="hover:bg-danger-soft hover:text-danger"
              onClick={() => onRevoke(apiKey)}
            >
              Revoke
            </Button>
          </td>
        </tr>
      ))}
    </KeysFrame>
  );
}

export function ApiKeysSkeleton() {
  return (
    <div role="status">
      <span className="sr-only">Loading the keys</span>
      <KeysFrame>
        {['w-32', 'w-24', 'w-40'].map((width) => (
          <tr key={width} className="h-11 border-b border-line last:border-b-0">
            <td className="pr-3 pl-4">
              <Skeleton className={width} />
            </td>
            <td className="hidden px-3 md:table-cell">
              <Skeleton className="w-28" />
            </td>
            <td className="hidden px-3 md:table-cell">
              <Skeleton className="w-14" />
            </td>
            <td className="hidden px-3 md:table-cell">
              <Skeleton className="w-24" />
            </td>
            <td className="px-3">
              <Skeleton className="w-14" />
            </td>
            <td />
          </tr>
        ))}
      </KeysFrame>
    </div>
  );
}

function KeysFrame({ children }: { children: ReactNode }) {
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">Keys in force</caption>
        <thead className="bg-sunken text-xs text-muted">
          <tr className="h-8 border-b border-line">
            <th scope="col" className="pr-3 pl-4 font-medium">
              Name
            </th>
            <th scope="col" className="hidden px-3 font-medium md:table-cell">
              Key
            </th>
            <th scope="col" className="hidden px-3 font-medium md:table-cell">
              Created
            </th>
            <th scope="col" className="hidden px-3 font-medium md:table-cell">
              Created by
            </th>
            <th scope="col" className="px-3 font-medium whitespace-nowrap">
              Last used
            </th>
            <th scope="col">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
