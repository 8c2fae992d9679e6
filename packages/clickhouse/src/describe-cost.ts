import type { CostDetail, CostPart } from '@heliograph/contracts/prices';
import type { TokenUsage } from '@heliograph/contracts/token-usage';
import type { StoredCost } from './cost-columns.ts';

/** A row's cost as the API shows it: the parts of which something was used. */
export function describeCost(
  cost: StoredCost,
  usage: TokenUsage,
  row: { reported_cost: string | null; other_model_usage: string },
): CostDetail {
  const otherModels =
    row.other_model_usage === '' ? 0 : (JSON.parse(row.other_model_usage) as unknown[]).length;
  const units = (part: CostPart): number => (part === 'otherModels' ? otherModels : usage[part]);
  const parts = (Object.entries(cost.parts) as [CostPart, string | null][])
    .map(([part, usd]) => ({ part, units: units(part), usd }))
    // A request is only worth a line where it has a fee.
    .filter(({ part, units: used, usd }) => used > 0 && (part !== 'requests' || Number(usd) > 0));
  return {
    totalUsd: cost.total,
    computedUsd: cost.computed,
    reportedUsd: row.reported_cost,
    savedUsd: cost.saved,
    source: cost.source,
    priceRow: cost.priceRow === '' ? null : cost.priceRow,
    flags: cost.flags,
    parts,
  };
}
