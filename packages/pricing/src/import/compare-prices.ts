import type { PriceKind } from '@heliograph/contracts/prices';
import { chooseRow } from '../choose-row.ts';
import { parseDecimal } from '../picodollars.ts';
import type { TableRow } from '../price-row.ts';
import type { PriceTable } from '../price-table.ts';

/** A figure that another source has and we haven't, or has otherwise. */
export interface PriceConflict {
  model: string;
  contextFrom: number;
  kind: PriceKind;
  ours: string | null;
  theirs: string;
}

export interface PriceComparison {
  /** Rows of models that our table doesn't know at all. */
  added: TableRow[];
  conflicts: PriceConflict[];
  /** Models of which every figure is the same. */
  same: number;
}

/** Compares another source's prices of a provider with ours, as they are at a time. Changes nothing. */
export function comparePrices(
  provider: string,
  models: readonly TableRow[][],
  table: PriceTable,
  at: Date,
): PriceComparison {
  const comparison: PriceComparison = { added: [], conflicts: [], same: 0 };
  for (const rows of models) {
    const [first] = rows;
    if (first === undefined) continue;
    const ours = table.find(provider, first.model);
    if (ours === null) {
      comparison.added.push(...rows);
      continue;
    }
    const conflicts = rows.flatMap((row) => {
      const contextFrom = row.contextFrom ?? 0;
      const query = {
        serviceTier: 'standard',
        variant: '',
        promptTokens: contextFrom,
        at: at.getTime(),
      } as const;
      const known = chooseRow(ours, query)?.prices ?? {};
      return (Object.entries(row.prices) as [PriceKind, string][])
        .filter(([kind, theirs]) => !sameFigure(known[kind], theirs))
        .map(([kind, theirs]) => ({
          model: row.model,
          contextFrom,
          kind,
          ours: known[kind] ?? null,
          theirs,
        }));
    });
    comparison.conflicts.push(...conflicts);
    if (conflicts.length === 0) comparison.same++;
  }
  return comparison;
}

function sameFigure(ours: string | undefined, theirs: string): boolean {
  return ours !== undefined && parseDecimal(ours, 12) === parseDecimal(theirs, 12);
}

/**
 * A provider's rows with the accepted prices of one model from a day on: what was in force before ends there, and nothing
 * is overwritten. `rows` are all of the provider's, `accepted` those of the model.
 */
export function appendPrices(
  rows: readonly TableRow[],
  accepted: readonly TableRow[],
  day: string,
): TableRow[] {
  const [first] = accepted;
  if (first === undefined) return [...rows];
  const isReplaced = (row: TableRow) =>
    row.model === first.model &&
    (row.serviceTier ?? 'standard') === 'standard' &&
    row.variant === undefined &&
    row.utcWindow === undefined &&
    row.effectiveTo === undefined;
  const match = rows.find(({ model }) => model === first.model)?.match;
  return [
    ...rows.map((row) => (isReplaced(row) ? { ...row, effectiveTo: day } : row)),
    ...accepted.map((row) => ({ ...row, ...(match !== undefined && { match }), effectiveFrom: day })),
  ];
}
