'use client';
import { UsersRound } from 'lucide-react';
import { printFilter } from '@heliograph/contracts/filter-text/print-filter';
import { userOrderSchema } from '@heliograph/contracts/users';
import { apiClient } from '../../client/api.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ExplorePage } from '../explore/explore-page.tsx';
import { userUrl } from '../explore/links.ts';
import { ListEnd } from '../explore/list-end.tsx';
import { ListTable } from '../explore/list-table.tsx';
import { ListView } from '../explore/list-view.tsx';
import { NextStep } from '../explore/next-step.tsx';
import { RefreshButton } from '../explore/refresh-button.tsx';
import { SearchField, useSearch } from '../explore/search-field.tsx';
import { useListOrder } from '../explore/use-list-order.ts';
import { useRankedPages } from '../explore/use-ranked-pages.ts';
import { joinParts } from '../requests/filters/filter-parts.ts';
import { useRequestFilters } from '../requests/filters/use-request-filters.ts';
import { compactUser, userColumns } from './user-columns.tsx';

/** The list of end users. */
export function UsersPage() {
  const filters = useRequestFilters();
  const { range, fault } = filters;
  const [search, setSearch] = useSearch();
  const order = useListOrder(userOrderSchema.options, 'lastSeenAt');
  const filter = fault === null ? withSearch(filters.filter, search) : '';
  const feed = useRankedPages(
    'users',
    { range, filter, order },
    (input, options) => apiClient.users.query(input, options),
    fault === null,
  );
  return (
    <ExplorePage
      title="Users"
      filters={filters}
      actions={<RefreshButton feed={feed} />}
      toolbar={<SearchField label="Search users" value={search} onSearch={setSearch} />}
    >
      <ListView
        feed={feed}
        filters={filters}
        many="users"
        empty={
          search === '' ? (
            <NextStep
              icon={UsersRound}
              title="No users in this time range"
              description="Requests that name the person they are made for show up here by user. Send this header, or user in the body:"
              headers="Helicone-User-Id: anna@example.com"
              filters={filters}
            />
          ) : (
            <EmptyState
              icon={<UsersRound aria-hidden />}
              title="No user is called that"
              description={`No user of this time range has “${search}” in their id.`}
              action={<Button onClick={() => setSearch('')}>Clear search</Button>}
            />
          )
        }
      >
        {(rows) => (
          <ListTable
            label="Users"
            columns={userColumns}
            rows={rows}
            rowKey={({ id }) => id}
            rowLabel={({ id }) => `User ${id}`}
            href={({ id }) => userUrl(id)}
            order={order}
            compact={compactUser}
            stale={feed.stale}
            end={<ListEnd feed={feed} count={rows.length} one="user" many="users" />}
          />
        )}
      </ListView>
    </ExplorePage>
  );
}

function withSearch(filter: string, search: string): string {
  if (search === '') return filter;
  const found = printFilter({ field: 'userId', operator: 'contains', value: search });
  return filter === '' ? found : joinParts([filter, found]);
}
