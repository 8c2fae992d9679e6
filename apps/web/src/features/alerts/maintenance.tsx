'use client';
import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import type { MaintenanceWindow } from '@heliograph/contracts/maintenance-windows';
import { describeApiError } from '../../client/api-error.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Table, TableRow } from '../../components/table.tsx';
import { Time } from '../../components/time.tsx';
import { MaintenanceDialog } from './maintenance-dialog.tsx';
import { useAlertChanges, useMaintenance } from './use-alerts.ts';

const repeats = { never: 'Once', daily: 'Every day', weekly: 'Every week' } as const;

/** Times in which nothing fires. */
export function Maintenance() {
  const [isAdding, setIsAdding] = useState(false);
  return (
    <section aria-labelledby="maintenance-heading" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="maintenance-heading" className="text-sm font-semibold text-ink">
          Maintenance windows
        </h2>
        <Button size="sm" onClick={() => setIsAdding(true)}>
          Add window
        </Button>
      </div>
      <Windows />
      {isAdding && <MaintenanceDialog onClose={() => setIsAdding(false)} />}
    </section>
  );
}

function Windows() {
  const windows = useMaintenance();
  if (windows.isPending) {
    return (
      <div role="status">
        <span className="sr-only">Loading the maintenance windows</span>
        <Skeleton className="h-20 w-full rounded-lg" />
      </div>
    );
  }
  if (windows.data === undefined) {
    return (
      <ErrorState
        title="The maintenance windows could not be loaded"
        message={describeApiError(windows.error).message}
        onRetry={() => void windows.refetch()}
        retrying={windows.isFetching}
        className="rounded-lg border border-line"
      />
    );
  }
  if (windows.data.items.length === 0) {
    return (
      <EmptyState
        icon={<CalendarClock aria-hidden />}
        title="No maintenance windows"
        description="While one holds, nothing fires: for a migration, or a batch every night."
        className="rounded-lg border border-dashed border-line py-8"
      />
    );
  }
  return (
    <Table
      caption="Maintenance windows"
      columns={[
        { label: 'Name' },
        { label: 'From' },
        { label: 'Until', from: 'md' },
        { label: 'Repeats', from: 'md' },
        { label: 'Actions', unseen: true },
      ]}
    >
      {windows.data.items.map((window) => (
        <WindowRow key={window.id} window={window} />
      ))}
    </Table>
  );
}

function WindowRow({ window }: { window: MaintenanceWindow }) {
  const { removeMaintenance } = useAlertChanges();
  const { id, name, startsAt, endsAt, isActive } = window;
  return (
    <TableRow className="align-middle">
      <td className="py-2 pr-3 pl-4">
        <span className="font-medium wrap-anywhere">{name}</span>{' '}
        {isActive && <Badge tone="info">Holds now</Badge>}
      </td>
      <td className="px-3 text-muted tabular-nums">
        <Time value={startsAt} format="absolute" />
      </td>
      <td className="hidden px-3 text-muted tabular-nums md:table-cell">
        <Time value={endsAt} format="absolute" />
      </td>
      <td className="hidden px-3 text-muted md:table-cell">{repeats[window.repeats]}</td>
      <td className="py-1.5 pr-2 pl-1 text-right">
        <Button
          variant="quiet-danger"
          size="sm"
          pending={removeMaintenance.isPending}
          aria-label={`Delete ${name}`}
          onClick={() =>
            removeMaintenance.mutate(
              { id },
              { onError: (error) => toast.error(describeApiError(error).message) },
            )
          }
        >
          Delete
        </Button>
      </td>
    </TableRow>
  );
}
