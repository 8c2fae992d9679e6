'use client';
import type { DeadLetter } from '@heliograph/contracts/ingestion';
import { Button } from '../../components/button.tsx';
import { Table, type TableColumn, TableRow } from '../../components/table.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { Time } from '../../components/time.tsx';
import { formatBytes } from '../requests/format/format-count.ts';

const CAPTION = 'Dead letters';
const columns: readonly TableColumn[] = [
  { label: 'Reason' },
  { label: 'Laid aside', from: 'md' },
  { label: 'Actions', unseen: true },
];

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
    <Table caption={CAPTION} columns={columns}>
      {letters.map((letter) => {
        const name = letter.requestId?.slice(-SHORT_ID) ?? letter.id.slice(-SHORT_ID);
        return (
          <TableRow key={letter.id}>
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
                  variant="quiet-danger"
                  size="sm"
                  aria-label={`Discard ${name}`}
                  onClick={() => onDiscard(letter)}
                >
                  Discard
                </Button>
              </div>
            </td>
          </TableRow>
        );
      })}
    </Table>
  );
}

export function DeadLettersSkeleton() {
  return (
    <TableSkeleton
      label="Loading the dead letters"
      caption={CAPTION}
      columns={columns}
      rowHeight="h-14"
      first={['w-64', 'w-48']}
      others={['w-14']}
    />
  );
}
