'use client';
import { Trash2 } from 'lucide-react';
import Link from 'next/link';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import type { CachedRequest } from '@heliograph/contracts/cache';
import { IconButton } from '../../components/icon-button.tsx';
import { Table, type TableColumn, TableRow } from '../../components/table.tsx';
import { Time } from '../../components/time.tsx';
import { requestsUrl } from '../requests/filters/requests-url.ts';
import { formatCost } from '../requests/format/format-cost.ts';
import { formatCount } from '../requests/format/format-count.ts';
import { formatDuration } from '../requests/format/format-duration.ts';

const columns: readonly TableColumn[] = [
  { label: 'Request' },
  { label: 'Hits', align: 'right' },
  { label: 'Saved', align: 'right' },
  { label: 'Time saved', align: 'right', from: 'md' },
  { label: 'Last hit', from: 'lg' },
  { label: 'Actions', unseen: true },
];

interface TopRequestsProps {
  requests: readonly CachedRequest[];
  range: ChosenRange;
  onPurge: (request: CachedRequest) => void;
}

/** The requests that the cache answered most often. */
export function TopRequests({ requests, range, onPurge }: TopRequestsProps) {
  return (
    <Table caption="Most served requests" columns={columns}>
      {requests.map((request) => (
        <TableRow key={request.key}>
          <td className="max-w-0 min-w-40 py-2.5 pr-3 pl-4">
            <p className="truncate text-ink">
              {request.originalId === null ? (
                nameOf(request)
              ) : (
                <Link
                  href={`/requests?request=${request.originalId}`}
                  className="underline-offset-2 hover:underline"
                >
                  {nameOf(request)}
                </Link>
              )}
            </p>
            <p className="mt-0.5 flex gap-x-2 text-xs text-muted">
              <span className="truncate">{request.model ?? 'No model named'}</span>
              <Link
                href={requestsUrl(range, `cache-key:${request.key}`)}
                className="shrink-0 text-accent-ink underline-offset-2 hover:underline"
              >
                All its requests
              </Link>
            </p>
          </td>
          <td className="px-3 py-2.5 text-right tabular-nums">{formatCount(request.hits)}</td>
          <td className="px-3 py-2.5 text-right whitespace-nowrap tabular-nums">
            {formatCost(request.savedUsd)}
          </td>
          <td className="hidden px-3 py-2.5 text-right whitespace-nowrap tabular-nums md:table-cell">
            {formatDuration(request.savedMs)}
          </td>
          <td className="hidden px-3 py-2.5 whitespace-nowrap text-muted tabular-nums lg:table-cell">
            <Time value={request.lastHitAt} />
          </td>
          <td className="py-1.5 pr-2 pl-1 text-right">
            <IconButton
              label={`Purge ${nameOf(request)}`}
              icon={<Trash2 aria-hidden />}
              onClick={() => onPurge(request)}
            />
          </td>
        </TableRow>
      ))}
    </Table>
  );
}

export function nameOf({ requestPreview, key }: Pick<CachedRequest, 'requestPreview' | 'key'>): string {
  return requestPreview === '' ? `Request ${key.slice(0, 8)}…` : requestPreview;
}
