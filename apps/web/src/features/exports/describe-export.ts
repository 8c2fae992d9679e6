import type { Export } from '@heliograph/contracts/exports';
import { formatBytes, formatCount } from '../requests/format/format-count.ts';

/** How far an export is, 0 to 1; null where that can't be told yet. */
export function progressOf({ status, requests, exported }: Export): number | null {
  if (status === 'done') return 1;
  if (requests === null || status === 'queued') return null;
  // More may match than were counted at the beginning.
  return requests === 0 ? 1 : Math.min(1, exported / requests);
}

/** Whether a worker still has to do with it. */
export function isOpen({ status }: Export): boolean {
  return status === 'queued' || status === 'running';
}

/** What became of an export, in a few words. */
export function describeExport(entry: Export): string {
  const { status, requests, exported, bytes, error } = entry;
  if (status === 'queued') return 'Waiting for a worker';
  if (status === 'running')
    return requests === null ? 'Counting' : `${formatCount(exported)} of ${formatCount(requests)} requests`;
  if (status === 'failed') return error ?? 'It failed';
  if (status === 'cancelled') return 'Cancelled';
  if (status === 'expired') return 'Its file has gone';
  return `${formatCount(exported)} ${exported === 1 ? 'request' : 'requests'}, ${formatBytes(bytes ?? 0)}`;
}
