import { Table, type TableColumn, TableRow } from '../../../components/table.tsx';
import { formatCount } from '../../requests/format/format-count.ts';
import type { ThresholdRow } from './prepare-trials.ts';

const columns: readonly TableColumn[] = [
  { label: 'Threshold' },
  { label: 'Would have been served' },
  { label: 'Answers alike' },
];

/** What each threshold would have served, and how many of those answers were like the provider's. */
export function ThresholdTable({ rows }: { rows: readonly ThresholdRow[] }) {
  return (
    <Table caption="Thresholds" columns={columns}>
      {rows.map(({ threshold, served, alike, compared }) => (
        <TableRow key={threshold}>
          <td className="py-2 pr-3 pl-4 tabular-nums text-ink">{threshold.toFixed(2)}</td>
          <td className="px-3 py-2 tabular-nums text-muted">{formatCount(served)}</td>
          <td className="px-3 py-2 tabular-nums text-muted">
            {compared === 0
              ? '–'
              : `${formatCount(alike)} of ${formatCount(compared)} (${Math.round((100 * alike) / compared)} %)`}
          </td>
        </TableRow>
      ))}
    </Table>
  );
}
