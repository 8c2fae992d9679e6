'use client';
import type { ReactNode } from 'react';
import type { CustomPrice } from '@heliograph/contracts/price-book';
import { Button } from '../../components/button.tsx';
import { formatDate } from '../../components/format-time.ts';
import { Skeleton } from '../../components/skeleton.tsx';
import { Table, type TableColumn, TableRow } from '../../components/table.tsx';
import { Time } from '../../components/time.tsx';
import { formatProvider } from '../requests/format/format-provider.ts';
import { describeOtherPrices } from './price-kinds.ts';

const columns: readonly TableColumn[] = [
  { label: 'Model' },
  { label: <PerMillion what="Input" />, align: 'right' },
  { label: <PerMillion what="Output" />, align: 'right' },
  { label: 'In force', from: 'md' },
  { label: 'Set by', from: 'lg' },
];

function PerMillion({ what }: { what: string }) {
  return (
    <>
      {what}
      <span className="hidden sm:inline">, per M</span>
    </>
  );
}

interface PricesTableProps {
  prices: readonly CustomPrice[];
  onEdit: (price: CustomPrice) => void;
  onRemove: (price: CustomPrice) => void;
}

const cell = 'px-3 py-2 align-top';

/** The prices in force. */
export function PricesTable({ prices, onEdit, onRemove }: PricesTableProps) {
  return (
    <Table caption="Prices in force" columns={[...columns, { label: 'Actions', unseen: true }]}>
      {prices.map((price) => (
        <Row key={price.id} price={price}>
          <td className="py-1.5 pr-2 pl-1 text-right whitespace-nowrap">
            <div className="flex flex-col items-end sm:flex-row sm:justify-end">
              <Button
                variant="ghost"
                size="sm"
                aria-label={`Edit the price of ${price.model}`}
                onClick={() => onEdit(price)}
              >
                Edit
              </Button>
              <Button
                variant="quiet-danger"
                size="sm"
                aria-label={`Remove the price of ${price.model}`}
                onClick={() => onRemove(price)}
              >
                Remove
              </Button>
            </div>
          </td>
        </Row>
      ))}
    </Table>
  );
}

/** Prices that were in the book before, the latest first. */
export function PriceHistory({ prices }: { prices: readonly CustomPrice[] }) {
  return (
    <Table
      caption="Prices that were removed or replaced"
      columns={[...columns, { label: 'Removed', align: 'right' }]}
    >
      {prices.map((price) => (
        <Row key={price.id} price={price}>
          <td className={`${cell} text-right whitespace-nowrap text-muted`}>
            {price.removedAt !== null && <Time value={price.removedAt} />}
          </td>
        </Row>
      ))}
    </Table>
  );
}

function Row({ price, children }: { price: CustomPrice; children: ReactNode }) {
  const { provider, model, prices, note, createdBy } = price;
  const others = describeOtherPrices(prices);
  return (
    <TableRow>
      <td className="py-2 pr-3 pl-4 align-top">
        <span className="font-medium wrap-anywhere">{model}</span>
        <span className="block text-xs text-muted wrap-anywhere">
          {provider === null ? 'Any provider' : formatProvider(provider)}
          {note !== null && ` · ${note}`}
        </span>
        {others !== '' && <span className="block text-xs text-muted">{others}</span>}
        <span className="block text-xs text-muted md:hidden">{describePeriod(price)}</span>
      </td>
      <td className={`${cell} text-right tabular-nums`}>{dollars(prices.input)}</td>
      <td className={`${cell} text-right tabular-nums`}>{dollars(prices.output)}</td>
      <td className={`${cell} hidden whitespace-nowrap text-muted tabular-nums md:table-cell`}>
        {describePeriod(price)}
      </td>
      <td className={`${cell} hidden max-w-44 truncate text-muted lg:table-cell`}>
        {createdBy ?? <span className="text-faint">An API key</span>}
      </td>
      {children}
    </TableRow>
  );
}

const dollars = (price: string | undefined) =>
  price === undefined ? <span className="text-faint">—</span> : `$${withCents(price)}`;

/** A decimal with at least two digits after the point, so that prices stand under each other. */
function withCents(decimal: string): string {
  const [whole = '0', digits = ''] = decimal.split('.');
  return `${whole}.${digits.padEnd(2, '0')}`;
}

function describePeriod({ effectiveFrom, effectiveTo }: CustomPrice): string {
  const day = (time: number) => formatDate(time, 'UTC');
  const from = effectiveFrom === null ? null : day(Date.parse(effectiveFrom));
  const until = effectiveTo === null ? null : day(Date.parse(effectiveTo) - 1);
  if (from === null) return until === null ? 'Always' : `Until ${until}`;
  return until === null ? `From ${from}` : `${from} to ${until}`;
}

export function PricesSkeleton({ label }: { label: string }) {
  return (
    <div role="status" className="grid gap-3 rounded-lg border border-line bg-surface p-4">
      <span className="sr-only">{label}</span>
      {['w-48', 'w-64', 'w-40'].map((width) => (
        <Skeleton key={width} className={width} />
      ))}
    </div>
  );
}
