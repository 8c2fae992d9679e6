'use client';
import Link from 'next/link';
import type { Session } from '@heliograph/contracts/sessions';
import { Figure, Figures } from '../../components/figures.tsx';
import { Time } from '../../components/time.tsx';
import { userUrl } from '../explore/links.ts';
import { CostFigure, ErrorsFigure, TokensFigure } from '../explore/totals-figures.tsx';
import { formatCount } from '../requests/format/format-count.ts';
import { formatDuration } from '../requests/format/format-duration.ts';

/** What a session adds up to. */
export function SessionFigures({ session }: { session: Session }) {
  const { requests } = session;
  return (
    // On a phone the timeline needs the room that the notes would take.
    <Figures className="mx-4 mb-3 shrink-0 grid-cols-3 md:mx-5 md:grid-cols-3 lg:grid-cols-6 max-sm:[&_[data-note]]:hidden">
      <Figure
        label="Duration"
        value={formatDuration(session.durationMs)}
        note={<Time value={session.startedAt} />}
      />
      <Figure
        label="Requests"
        value={formatCount(requests)}
        note={`${formatDuration(session.averageLatencyMs)} on average`}
      />
      <ErrorsFigure totals={session} />
      <CostFigure totals={session} />
      <TokensFigure totals={session} />
      <Figure
        label="User"
        value={
          session.userId === null ? (
            <span className="text-faint">—</span>
          ) : (
            <Link
              href={userUrl(session.userId)}
              title={session.userId}
              className="block truncate text-base underline decoration-line-strong underline-offset-2"
            >
              {session.userId}
            </Link>
          )
        }
        note={session.userId === null ? 'no request names one' : 'the latest named'}
      />
    </Figures>
  );
}
