'use client';
import { ClipboardCopy, Download } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { MAX_SQL_ROWS, type SqlChart, type SqlResult } from '@heliograph/contracts/sql';
import { apiClient } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Segments } from '../../components/segments.tsx';
import { formatBytes, formatCount } from '../requests/format/format-count.ts';
import { formatDuration } from '../requests/format/format-duration.ts';
import { downloadText } from './download-text.ts';
import { fitsChart, suggestChart } from './prepare-chart.ts';
import { toCsv, toTsv } from './prepare-result.ts';
import { ResultChart } from './result-chart.tsx';
import { ResultTable } from './result-table.tsx';

interface ResultViewProps {
  sql: string;
  result: SqlResult;
  chart: SqlChart | null;
  onChart: (chart: SqlChart) => void;
}

/** A result: what it took, its rows as a table or chart, and ways to take it along. */
export function ResultView({ sql, result, chart, onChart }: ResultViewProps) {
  const [shown, setShown] = useState<'table' | 'chart'>(chart === null ? 'table' : 'chart');
  const drawn = chart !== null && fitsChart(result, chart) ? chart : suggestChart(result);
  const { rows, truncated, statistics } = result;
  return (
    <section aria-label="Result" className="grid min-w-0 gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p role="status" className="text-xs text-muted tabular-nums">
          {truncated ? `The first ${formatCount(rows.length)} rows` : countOf(rows.length, 'row')} ·{' '}
          {formatDuration(statistics.elapsedMs)} · {formatCount(statistics.rowsRead)} rows read ·{' '}
          {formatBytes(statistics.bytesRead)}
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <Segments<'table' | 'chart'>
            label="Show as"
            value={shown}
            options={[
              { value: 'table', label: 'Table' },
              { value: 'chart', label: 'Chart' },
            ]}
            onChange={setShown}
          />
          <CopyButton
            size="sm"
            text={() => toTsv(result)}
            label="Copy"
            icon={<ClipboardCopy aria-hidden />}
          />
          <CsvButton sql={sql} result={result} />
        </div>
      </div>
      {rows.length === 0 ? (
        <EmptyState
          title="No row fits"
          description="The statement ran and found nothing. Look at its WHERE, and at the range of created_at."
          className="rounded-lg border border-dashed border-line py-10"
        />
      ) : shown === 'table' ? (
        <ResultTable key={sql} result={result} />
      ) : drawn === null ? (
        <EmptyState
          title="Nothing to draw"
          description="A chart takes a column of numbers and one more: a time, or what the numbers belong to."
          className="rounded-lg border border-dashed border-line py-10"
        />
      ) : (
        <ResultChart result={result} chart={drawn} onChange={onChart} />
      )}
    </section>
  );
}

/** Downloads the rows; where there are more, the statement runs again for as many as there can be. */
function CsvButton({ sql, result }: Pick<ResultViewProps, 'sql' | 'result'>) {
  const [pending, setPending] = useState(false);
  const download = async (): Promise<void> => {
    setPending(true);
    try {
      const whole = result.truncated ? await apiClient.sql.run({ sql, limit: MAX_SQL_ROWS }) : result;
      downloadText('result.csv', toCsv(whole), 'text/csv');
      if (whole.truncated) {
        toast.warning(`The file has the first ${formatCount(whole.rows.length)} rows`, {
          description: 'Narrow the statement, or export requests as a file for all of them.',
        });
      }
    } catch (error) {
      toast.error('The file could not be made', { description: describeApiError(error).message });
    } finally {
      setPending(false);
    }
  };
  return (
    <Button size="sm" onClick={() => void download()} pending={pending}>
      {!pending && <Download aria-hidden />}
      CSV
    </Button>
  );
}

const countOf = (count: number, noun: string) => `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
