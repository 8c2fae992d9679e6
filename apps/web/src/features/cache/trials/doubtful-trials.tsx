import Link from 'next/link';
import type { CacheTrial } from '@heliograph/contracts/cache-trials';
import { Table, type TableColumn, TableRow } from '../../../components/table.tsx';

const columns: readonly TableColumn[] = [
  { label: 'Question' },
  { label: 'Similarity' },
  { label: 'Answers alike' },
  { label: 'Look at', from: 'md' },
];
const link = 'text-accent-ink underline-offset-2 hover:underline focus-visible:underline';

/** Answers that would have been served and are least like what the provider said: to be judged by eye. */
export function DoubtfulTrials({ trials }: { trials: readonly CacheTrial[] }) {
  if (trials.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-medium text-ink">To be looked at</h3>
      <Table
        caption="Answers that would have been served and are least like the provider’s"
        columns={columns}
      >
        {trials.map(({ requestId, originalId, requestPreview, similarity, answerSimilarity }) => (
          <TableRow key={requestId}>
            <td className="py-2 pr-3 pl-4">
              <Link href={`/requests?request=${requestId}`} className={`line-clamp-2 wrap-anywhere ${link}`}>
                {requestPreview === '' ? 'Request' : requestPreview}
              </Link>
            </td>
            <td className="px-3 py-2 tabular-nums text-muted">{similarity.toFixed(3)}</td>
            <td className="px-3 py-2 tabular-nums text-muted">
              {Math.round((answerSimilarity ?? 0) * 100)} %
            </td>
            <td className="hidden px-3 py-2 md:table-cell">
              <Link href={`/requests?request=${originalId}`} className={link}>
                The kept answer
              </Link>
            </td>
          </TableRow>
        ))}
      </Table>
    </div>
  );
}
