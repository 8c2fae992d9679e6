import { formatProvider } from '../../format/format-provider.ts';
import type { CellProps } from '../columns/column.ts';
import { describeAttempts } from './describe-attempts.ts';
import { RowText } from './row-text.tsx';

/** The model; where rows are high, with its provider below. */
export function RowModel({ request, density }: Pick<CellProps, 'request' | 'density'>) {
  if (density === 'compact' || request.model === null) return <RowText text={request.model} />;
  return (
    <>
      <span className="block truncate leading-4 text-ink" title={request.model}>
        {request.model}
      </span>
      <span className="block truncate text-xs text-faint">
        {[formatProvider(request.provider), describeAttempts(request)].filter(Boolean).join(' · ')}
      </span>
    </>
  );
}
