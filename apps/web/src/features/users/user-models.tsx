import Link from 'next/link';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import type { Filter } from '@heliograph/contracts/filter';
import { printFilter } from '@heliograph/contracts/filter-text/print-filter';
import type { EndUserDetail } from '@heliograph/contracts/users';
import { Table, TableRow } from '../../components/table.tsx';
import { CostCell, ErrorsCell, TokensCell } from '../explore/totals-cells.tsx';
import { requestsUrl } from '../requests/filters/requests-url.ts';
import { formatCount } from '../requests/format/format-count.ts';
import { formatProvider } from '../requests/format/format-provider.ts';

interface UserModelsProps {
  models: EndUserDetail['models'];
  range: ChosenRange;
  userId: string;
}

/** The models that an end user's requests used; each leads to those requests. */
export function UserModels({ models, range, userId }: UserModelsProps) {
  const hrefOf = ({ provider, model }: EndUserDetail['models'][number]): string => {
    const conditions: Filter[] = [
      { field: 'userId', operator: '=', value: userId },
      { field: 'provider', operator: '=', value: provider },
      model === null
        ? { field: 'model', operator: 'exists', value: false }
        : { field: 'model', operator: '=', value: model },
    ];
    return requestsUrl(range, printFilter({ and: conditions }));
  };
  return (
    <section aria-labelledby="models" className="grid grid-cols-1 gap-3">
      <h2 id="models" className="text-base font-semibold tracking-tight">
        Models
      </h2>
      <Table
        caption="Models"
        columns={[
          { label: 'Model' },
          { label: 'Requests', align: 'right' },
          { label: 'Errors', align: 'right', from: 'md' },
          { label: 'Tokens', align: 'right', from: 'md' },
          { label: 'Cost', align: 'right' },
        ]}
      >
        {models.map((row) => (
          <TableRow key={`${row.provider} ${row.model}`} className="align-middle tabular-nums">
            <td className="py-1.5 pr-3 pl-4">
              <Link href={hrefOf(row)} className="rounded-sm wrap-anywhere hover:underline">
                {row.model ?? 'No model'}
              </Link>
              <span className="block text-xs text-faint">{formatProvider(row.provider)}</span>
            </td>
            <td className="px-3 text-right">{formatCount(row.requests)}</td>
            <td className="hidden px-3 text-right md:table-cell">
              <ErrorsCell totals={row} />
            </td>
            <td className="hidden px-3 text-right md:table-cell">
              <TokensCell totals={row} />
            </td>
            <td className="px-3 text-right">
              <CostCell totals={row} />
            </td>
          </TableRow>
        ))}
      </Table>
    </section>
  );
}
