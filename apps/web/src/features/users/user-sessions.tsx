import Link from 'next/link';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import type { Session } from '@heliograph/contracts/sessions';
import { Table, TableRow } from '../../components/table.tsx';
import { Time } from '../../components/time.tsx';
import { sessionsUrl, sessionUrl } from '../explore/links.ts';
import { CostCell, ErrorsCell } from '../explore/totals-cells.tsx';
import { formatCount } from '../requests/format/format-count.ts';
import { formatDuration } from '../requests/format/format-duration.ts';

interface UserSessionsProps {
  /** The latest ones. */
  sessions: readonly Session[];
  range: ChosenRange;
  /** The filter that finds the user's requests. */
  userFilter: string;
}

/** The latest sessions that an end user took part in. */
export function UserSessions({ sessions, range, userFilter }: UserSessionsProps) {
  return (
    <section aria-labelledby="sessions" className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <h2 id="sessions" className="text-base font-semibold tracking-tight">
          Latest sessions
        </h2>
        {sessions.length > 0 && (
          <Link
            href={sessionsUrl(range, userFilter)}
            className="rounded-sm text-muted underline decoration-line-strong underline-offset-2 hover:text-ink"
          >
            All sessions of this user
          </Link>
        )}
      </div>
      {sessions.length === 0 ? (
        <p className="rounded-lg border border-dashed border-line px-4 py-4 text-muted">
          None of the requests belongs to a session. Send{' '}
          <code className="font-mono text-xs">Helicone-Session-Id</code> with those that do.
        </p>
      ) : (
        <Table
          caption="Latest sessions"
          columns={[
            { label: 'Session' },
            { label: 'Started' },
            { label: 'Duration', align: 'right', from: 'md' },
            { label: 'Requests', align: 'right' },
            { label: 'Errors', align: 'right', from: 'md' },
            { label: 'Cost', align: 'right', from: 'md' },
          ]}
        >
          {sessions.map((session) => (
            <TableRow key={session.id} className="align-middle tabular-nums">
              <td className="py-1.5 pr-3 pl-4">
                <Link href={sessionUrl(session.id)} className="rounded-sm wrap-anywhere hover:underline">
                  {session.name ?? session.id}
                </Link>
                {session.name !== null && (
                  <span className="block text-xs wrap-anywhere text-faint">{session.id}</span>
                )}
              </td>
              <td className="px-3 whitespace-nowrap text-muted">
                <Time value={session.startedAt} />
              </td>
              <td className="hidden px-3 text-right md:table-cell">{formatDuration(session.durationMs)}</td>
              <td className="px-3 text-right">{formatCount(session.requests)}</td>
              <td className="hidden px-3 text-right md:table-cell">
                <ErrorsCell totals={session} />
              </td>
              <td className="hidden px-3 text-right md:table-cell">
                <CostCell totals={session} />
              </td>
            </TableRow>
          ))}
        </Table>
      )}
    </section>
  );
}
