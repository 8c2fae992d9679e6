import { createHash } from 'node:crypto';
import type { PriceRow, TableRow } from './price-row.ts';
import { ratesOf } from './rates.ts';

/** Milliseconds since the epoch of a day or of a minute of it, UTC. Throws where it is no such time. */
function readTime(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new Error(`No time: ${text}`);
  return time;
}

/** A line of a table, made fit for arithmetic. Throws where a figure can't be read. */
export function compileRow(provider: string, row: TableRow): PriceRow {
  return {
    id: idOf(provider, row),
    provider,
    model: row.model,
    serviceTier: row.serviceTier ?? 'standard',
    variant: row.variant ?? '',
    contextFrom: row.contextFrom ?? 0,
    from: row.effectiveFrom === undefined ? -Infinity : readTime(row.effectiveFrom),
    to: row.effectiveTo === undefined ? Infinity : readTime(row.effectiveTo),
    window: row.utcWindow === undefined ? null : readWindow(row.utcWindow),
    prices: row.prices,
    rates: ratesOf(row.prices),
    source: row.source,
  };
}

/** `openai/gpt-5.6-sol batch >=272001 2026-08-21 #1f2e3d4c`: what the row is for, and a fingerprint of its figures. */
function idOf(provider: string, row: TableRow): string {
  const parts = [
    `${provider}/${row.model}`,
    row.serviceTier,
    row.variant,
    row.contextFrom === undefined ? undefined : `>=${row.contextFrom}`,
    row.utcWindow,
    row.effectiveFrom,
  ].filter((part) => part !== undefined);
  const figures = JSON.stringify(Object.entries(row.prices).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${parts.join(' ')} #${createHash('sha256').update(figures).digest('hex').slice(0, 8)}`;
}

function readWindow(text: string): [number, number] {
  const match = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text);
  if (match === null) throw new Error(`No hours of the day: ${text}`);
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = match.slice(1).map(Number);
  return [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
}
