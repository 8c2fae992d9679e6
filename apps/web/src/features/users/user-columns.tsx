import type { ReactNode } from 'react';
import type { EndUser, UserOrder } from '@heliograph/contracts/users';
import { Time } from '../../components/time.tsx';
import type { ListColumn } from '../explore/list-table.tsx';
import { CostCell, ErrorsCell, TokensCell } from '../explore/totals-cells.tsx';
import { formatCost } from '../requests/format/format-cost.ts';
import { formatCount, formatShortCount } from '../requests/format/format-count.ts';

/** The columns of the list of users. */
export const userColumns: readonly ListColumn<EndUser, UserOrder>[] = [
  { id: 'user', label: 'User', cell: ({ id }) => <span title={id}>{id}</span> },
  {
    id: 'requests',
    label: 'Requests',
    order: 'requests',
    align: 'right',
    className: 'w-28',
    cell: ({ requests }) => formatShortCount(requests),
  },
  {
    id: 'errors',
    label: 'Errors',
    order: 'errors',
    align: 'right',
    className: 'w-24',
    cell: (user) => <ErrorsCell totals={user} />,
  },
  {
    id: 'tokens',
    label: 'Tokens',
    order: 'totalTokens',
    align: 'right',
    className: 'w-26',
    cell: (user) => <TokensCell totals={user} />,
  },
  {
    id: 'cost',
    label: 'Cost',
    order: 'costUsd',
    align: 'right',
    className: 'w-28',
    cell: (user) => <CostCell totals={user} />,
  },
  {
    id: 'sessions',
    label: 'Sessions',
    order: 'sessions',
    align: 'right',
    className: 'w-26 hidden min-[1120px]:table-cell',
    cell: ({ sessions }) => formatShortCount(sessions),
  },
  {
    id: 'first',
    label: 'First seen',
    order: 'firstSeenAt',
    className: 'w-32 pl-8 hidden xl:table-cell',
    cell: ({ firstSeenAt }) => <Time value={firstSeenAt} className="text-muted" />,
  },
  {
    id: 'last',
    label: 'Last seen',
    order: 'lastSeenAt',
    className: 'w-32 pl-8',
    cell: ({ lastSeenAt }) => <Time value={lastSeenAt} className="text-muted" />,
  },
];

/** A user on a narrow page. */
export function compactUser(user: EndUser): { title: ReactNode; aside: ReactNode; below: ReactNode } {
  const { id, lastSeenAt, requests, errors, totalTokens, costUsd } = user;
  return {
    title: id,
    aside: <Time value={lastSeenAt} />,
    below: (
      <>
        <span>
          {formatCount(requests)} {requests === 1 ? 'request' : 'requests'}
        </span>
        {errors > 0 && (
          <span className="text-danger">
            {formatCount(errors)} {errors === 1 ? 'error' : 'errors'}
          </span>
        )}
        <span className="ml-auto">
          {formatShortCount(totalTokens)} tok · {formatCost(costUsd)}
        </span>
      </>
    ),
  };
}
