'use client';
import type { ReactNode } from 'react';
import type { DeadLetter } from '@heliograph/contracts/ingestion';
import { Button } from '../../components/button.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Time } from '../../components/time.tsx';
import { formatBytes } from '../requests/format/format-count.ts';

interface DeadLettersTableProps {
  letters: readonly DeadLetter[];
  /** The one that is on its way now. */
  replayingId: string | null;
  onReplay: (letter: DeadLetter) => void;
  onDiscard: (letter: DeadLetter) => void;
}

/** Characters of a request's id that tell it from others in a list. */
const SHORT_ID = 8;

export function DeadLettersTable({ letters, replayingId, onReplay, onDiscard }: DeadLettersTableProps) {
  return (
    <LettersFrame>
      {letters.map((letter) => {
        const name = letter.requestId?.slice(-SHORT_ID) ?? letter.id.slice(-SHORT_ID);
        return (
          <tr key={letter.id} className="border-b border-line align-top last:border-b-0 hover:bg-hover/60">
            <td className="py-2.5 pr-3 pl-4">
              <p className="line-clamp-3 max-w-140 wrap-anywhere text-ink" title={letter.reason}>
                {letter.reason}
              </p>
              <p className="mt-0.5 text-xs text-muted">
                <span className="font-mono">…{name}</span> · {formatBytes(letter.bytes)}
                {letter.missingFrom.length === 1 && letter.missingFrom[0] === 'request_bodies'
                  ? ' · listed under Requests, without its bodies'
                  : ''}
                <span className="md:hidden">
                  {' · '}
                  <Time value={letter.laidAsideAt} />
                </span>
              </p>
            </td>
            <td className="hidden px-3 py-2.5 whitespace-nowrap text-muted tabular-nums md:table-cell">
              <Time value={letter.laidAsideAt} />
            </td>
            <td className="py-1.5 pr-2 pl-1 text-right">
              <div className="flex flex-col items-end justify-end gap-1 sm:flex-row">
                <Button
                  size="sm"
                  aria-label={`Replay ${name}`}
                  pending={replayingId === letter.id}
                  onClick={() => onReplay(letter)}
                >
                  Replay
                </Button>
                <Button
                  variant="ghost"
                  size="sm"
                  aria-label={`Discard ${name}`}
                  className="hover:bg-danger-soft hover:text-danger"
                  onClick={() => onDiscard(letter)}
                >
                  Discard
                </Button>
              </div>
            </td>
          </tr>
        );
      })}
    </LettersFrame>
  );
}

export function DeadLettersSkeleton() {
  return (
    <div role="status">
      <span className="sr-only">Loading the dead letters</span>
      <LettersFrame>
        {['w-64', 'w-48'].map((width) => (
          <tr key={width} className="h-14 border-b border-line last:border-b-0">
            <td className="pr-3 pl-4">
              <Skeleton className={width} />
            </td>
            <td className="hidden px-3 md:table-cell">
              <Skeleton className="w-14" />
            </td>
            <td />
          </tr>
        ))}
      </LettersFrame>
    </div>
  );
}

function LettersFrame({ children }: { children: ReactNode }) {
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">Dead letters</caption>
        <thead className="bg-sunken text-xs text-muted">
          <tr className="h-8 border-b border-line">
            <th scope="col" className="pr-3 pl-4 font-medium">
              Reason
            </th>
            <th scope="col" className="hidden px-3 font-medium whitespace-nowrap md:table-cell">
              Laid aside
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
