'use client';
import type { ReactNode } from 'react';
import type { CustomPrice } from '@heliograph/contracts/price-book';
import { Button } from '../../components/button.tsx';
import { formatDate } from '../../components/format-time.ts';
import { Skeleton } from '../../components/skeleton.tsx';
import { Time } from '../../components/time.tsx';
import { formatProvider } from '../requests/format/format-provider.ts';
import { describeOtherPrices } from './price-kinds.ts';

interface PricesTableProps {
  prices: readonly CustomPrice[];
  onEdit: (price: CustomPrice) => void;
  onRemove: (price: CustomPrice) => void;
}

const cell = 'px-3 py-2 align-top';

/** The prices in force. */
export function PricesTable({ prices, onEdit, onRemove }: PricesTableProps) {
  return (
    <Frame caption="Prices in force" last="Actions">
      {prices.map((price) => (
        <Row key={price.id} price={price}>
          <td className="py-1.5 pr-2 pl-1 text-right whitespace-nowrap">
            <Button
              variant="ghost"
              size="sm"
              aria-label={`Edit the price of ${price.model}`}
              onClick={() => onEdit(price)}
            >
              Edit
            </Button>
            <Button
              variant="ghost"
              size="sm"
              aria-label={`Remove the price of ${price.model}`}
              className="hover:bg-danger-soft hover:text-danger"
              onClick={() => onRemove(price)}
            >
              Remove
            </Button>
          </td>
        </Row>
      ))}
    </Frame>
  );
}

/** Prices that were in the book before, the latest first. */
export function PriceHistory({ prices }: { prices: readonly CustomPrice[] }) {
  return (
    <Frame caption="Prices that were removed or replaced" last="Removed">
      {prices.map((price) => (
        <Row key={price.id} price={price}>
          <td className={`${cell} text-right whitespace-nowrap text-muted`}>
            {price.removedAt !== null && <Time value={price.removedAt} />}
          </td>
        </Row>
      ))}
    </Frame>
  );
}

function Row({ price, children }: { price: CustomPrice; children: ReactNode }) {
  const { provider, model, prices, note, createdBy } = price;
  const others = describeOtherPrices(prices);
  return (
    <tr className="border-b border-line last:border-b-0 hover:bg-hover/60">
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
    </tr>
  );
}

const dollars = (price: string | undefined) =>
  price === undefined ? <span className="text-faint">—</span> : `$${price}`;

function describePeriod({ effectiveFrom, effectiveTo }: CustomPrice): string {
  const day = (time: number) => formatDate(time, 'UTC');
  const from = effectiveFrom === null ? null : day(Date.parse(effectiveFrom));
  const until = effectiveTo === null ? null : day(Date.parse(effectiveTo) - 1);
  if (from === null) return until === null ? 'Always' : `Until ${until}`;
  return until === null ? `From ${from}` : `${from} to ${until}`;
}

function Frame({ caption, last, children }: { caption: string; last: string; children: ReactNode }) {
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        <thead className="bg-sunken text-xs text-muted">
          <tr className="h-8 border-b border-line">
            <th scope="col" className="pr-3 pl-4 font-medium">
              Model
            </th>
            <th scope="col" className="px-3 text-right font-medium whitespace-nowrap">
              Input<span className="hidden sm:inline">, per M</span>
            </th>
            <th scope="col" className="px-3 text-right font-medium whitespace-nowrap">
              Output<span className="hidden sm:inline">, per M</span>
            </th>
            <th scope="col" className="hidden px-3 font-medium md:table-cell">
              In force
            </th>
            <th scope="col" className="hidden px-3 font-medium lg:table-cell">
              Set by
            </th>
            <th scope="col" className="px-3 text-right font-medium">
              <span className={last === 'Actions' ? 'sr-only' : undefined}>{last}</span>
            </th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
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
