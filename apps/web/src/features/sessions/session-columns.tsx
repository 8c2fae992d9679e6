import type { ReactNode } from 'react';
import type { Session, SessionOrder } from '@heliograph/contracts/sessions';
import { Time } from '../../components/time.tsx';
import type { ListColumn } from '../explore/list-table.tsx';
import { CostCell, ErrorsCell, TokensCell } from '../explore/totals-cells.tsx';
import { formatCost } from '../requests/format/format-cost.ts';
import { formatCount, formatShortCount } from '../requests/format/format-count.ts';
import { formatDuration } from '../requests/format/format-duration.ts';

/** The columns of the list of sessions. */
export const sessionColumns: readonly ListColumn<Session, SessionOrder>[] = [
  { id: 'session', label: 'Session', cell: (session) => <SessionName session={session} /> },
  {
    id: 'user',
    label: 'User',
    className: 'w-44 hidden min-[1120px]:table-cell',
    cell: ({ userId }) =>
      userId === null ? <span className="text-faint">—</span> : <span title={userId}>{userId}</span>,
  },
  {
    id: 'started',
    label: 'Started',
    order: 'startedAt',
    className: 'w-28',
    cell: ({ startedAt }) => <Time value={startedAt} className="text-muted" />,
  },
  {
    id: 'last',
    label: 'Last request',
    order: 'lastRequestAt',
    className: 'w-32 hidden xl:table-cell',
    cell: ({ lastRequestAt }) => <Time value={lastRequestAt} className="text-muted" />,
  },
  {
    id: 'duration',
    label: 'Duration',
    order: 'durationMs',
    align: 'right',
    className: 'w-26',
    cell: ({ durationMs }) => formatDuration(durationMs),
  },
  {
    id: 'requests',
    label: 'Requests',
    order: 'requests',
    align: 'right',
    className: 'w-26',
    cell: ({ requests }) => formatShortCount(requests),
  },
  {
    id: 'errors',
    label: 'Errors',
    order: 'errors',
    align: 'right',
    className: 'w-22',
    cell: (session) => <ErrorsCell totals={session} />,
  },
  {
    id: 'tokens',
    label: 'Tokens',
    order: 'totalTokens',
    align: 'right',
    className: 'w-24',
    cell: (session) => <TokensCell totals={session} />,
  },
  {
    id: 'cost',
    label: 'Cost',
    order: 'costUsd',
    align: 'right',
    className: 'w-26',
    cell: (session) => <CostCell totals={session} />,
  },
];

/** Its name above its id; its id where it has no name. */
function SessionName({ session: { id, name } }: { session: Session }) {
  if (name === null) return <span title={id}>{id}</span>;
  return (
    <>
      <span className="block truncate leading-4" title={name}>
        {name}
      </span>
      <span className="block truncate text-xs text-faint" title={id}>
        {id}
      </span>
    </>
  );
}

/** A session on a narrow page. */
export function compactSession(session: Session): { title: ReactNode; aside: ReactNode; below: ReactNode } {
  const { id, name, startedAt, requests, errors, totalTokens, costUsd, durationMs } = session;
  return {
    title: name ?? id,
    aside: <Time value={startedAt} />,
    below: (
      <>
        {name !== null && <span className="max-w-32 truncate text-faint">{id}</span>}
        <span>
          {formatCount(requests)} {requests === 1 ? 'request' : 'requests'}
        </span>
        {errors > 0 && (
          <span className="text-danger">
            {formatCount(errors)} {errors === 1 ? 'error' : 'errors'}
          </span>
        )}
        <span className="ml-auto">
          {formatShortCount(totalTokens)} tok · {formatCost(costUsd)} · {formatDuration(durationMs)}
        </span>
      </>
    ),
  };
}
