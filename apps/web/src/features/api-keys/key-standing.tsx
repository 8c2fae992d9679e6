import type { ApiKey, KeyBudget } from '@heliograph/contracts/api-schemas';
import { Badge, type BadgeTone } from '../../components/badge.tsx';
import { describeQuota } from '../rate-limits/describe-limit.ts';

const tones: Record<KeyBudget['state'], BadgeTone> = {
  ok: 'neutral',
  warning: 'warning',
  exceeded: 'danger',
};
const usd = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** What a key may still do: its budget, its limits and its end; nothing where nothing bounds it. */
export function KeyStanding({ apiKey, now }: { apiKey: ApiKey; now: number | null }) {
  const { budget, limits, expiresAt } = apiKey;
  const isExpired = expiresAt !== null && now !== null && Date.parse(expiresAt) <= now;
  if (budget === null && limits.length === 0 && expiresAt === null) return null;
  return (
    <span className="mt-1 flex flex-wrap gap-1">
      {budget !== null && (
        <Badge tone={tones[budget.state]} className="h-auto min-h-5 whitespace-normal">
          {usd.format(Number(budget.spentUsd))} of {usd.format(Number(budget.monthlyUsd))} this month (
          {budget.usedPercent} %)
        </Badge>
      )}
      {limits.map((limit, index) => (
        <Badge key={index}>{describeQuota(limit)}</Badge>
      ))}
      {expiresAt !== null && (
        <Badge tone={isExpired ? 'danger' : 'neutral'}>
          {isExpired ? 'Expired' : 'Until'} {new Date(Date.parse(expiresAt) - 1).toISOString().slice(0, 10)}
        </Badge>
      )}
    </span>
  );
}
