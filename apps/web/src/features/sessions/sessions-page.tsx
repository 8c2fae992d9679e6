'use client';
import { Waypoints } from 'lucide-react';
import { sessionOrderSchema } from '@heliograph/contracts/sessions';
import { apiClient } from '../../client/api.ts';
import { ExplorePage } from '../explore/explore-page.tsx';
import { sessionUrl } from '../explore/links.ts';
import { ListEnd } from '../explore/list-end.tsx';
import { ListTable } from '../explore/list-table.tsx';
import { ListView } from '../explore/list-view.tsx';
import { NextStep } from '../explore/next-step.tsx';
import { RefreshButton } from '../explore/refresh-button.tsx';
import { useListOrder } from '../explore/use-list-order.ts';
import { useRankedPages } from '../explore/use-ranked-pages.ts';
import { useRequestFilters } from '../requests/filters/use-request-filters.ts';
import { compactSession, sessionColumns } from './session-columns.tsx';

const headers = `Helicone-Session-Id: 5f1c2a7e
Helicone-Session-Path: /plan/hotel
Helicone-Session-Name: Trip to Rome`;

/** The list of sessions. */
export function SessionsPage() {
  const filters = useRequestFilters();
  const { range, filter, fault } = filters;
  const order = useListOrder(sessionOrderSchema.options, 'startedAt');
  const feed = useRankedPages(
    'sessions',
    { range, filter, order },
    (input, options) => apiClient.sessions.query(input, options),
    fault === null,
  );
  return (
    <ExplorePage title="Sessions" filters={filters} actions={<RefreshButton feed={feed} />}>
      <ListView
        feed={feed}
        filters={filters}
        many="sessions"
        empty={
          <NextStep
            icon={Waypoints}
            title="No sessions in this time range"
            description="Requests with the same session id become one session: its steps as a tree and over time. Send these headers:"
            headers={headers}
            filters={filters}
          />
        }
      >
        {(rows) => (
          <ListTable
            label="Sessions"
            columns={sessionColumns}
            rows={rows}
            rowKey={({ id }) => id}
            href={({ id }) => sessionUrl(id)}
            order={order}
            compact={compactSession}
            stale={feed.stale}
            end={<ListEnd feed={feed} count={rows.length} one="session" many="sessions" />}
          />
        )}
      </ListView>
    </ExplorePage>
  );
}
