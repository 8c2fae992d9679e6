import type { ApiKey } from '@heliograph/contracts/api-schemas';
import { type RateLimit, rateLimitSchema } from '@heliograph/contracts/rate-limits';
import { type WindowUnit, windowUnits } from '../rate-limits/read-rule-form.ts';

/** What a key may do, as people fill it in. */
export interface KeyLimitsForm {
  /** USD a month, '' for as much as there is. */
  budget: string;
  /** A day (`2026-12-31`), the last on which the key counts; '' for ever. */
  lastDay: string;
  limits: { quota: string; unit: RateLimit['unit']; window: WindowUnit; kept: RateLimit | null }[];
}

export interface KeyLimitsErrors {
  budget?: string;
  lastDay?: string;
  limits?: string;
}

export interface KeyLimitsInput {
  monthlyBudgetUsd: string | null;
  expiresAt: string | null;
  limits: RateLimit[];
}

const DAY_MS = 86_400_000;

/** The form as the API takes it, or what is wrong by field. */
export function readKeyLimits(form: KeyLimitsForm): { input: KeyLimitsInput } | { errors: KeyLimitsErrors } {
  const errors: KeyLimitsErrors = {};
  const budget = form.budget.trim();
  if (budget !== '' && !/^(?=.*[1-9])\d{1,9}(\.\d{1,6})?$/.test(budget))
    errors.budget = 'Give an amount in USD above 0, such as 50 or 12.50';
  const end = form.lastDay === '' ? null : Date.parse(form.lastDay) + DAY_MS;
  if (Number.isNaN(end)) errors.lastDay = 'Give a day';
  const limits: RateLimit[] = [];
  for (const { quota, unit, window, kept } of form.limits) {
    const read = rateLimitSchema.safeParse(
      kept ?? {
        quota: /^\d{1,12}(\.\d{1,6})?$/.test(quota.trim()) ? Number(quota) : NaN,
        windowSeconds: windowUnits[window],
        unit,
        segment: { by: 'global' },
      },
    );
    if (read.success) limits.push(read.data);
    else errors.limits = 'Give numbers above 0; requests and tokens are whole';
  }
  if (Object.keys(errors).length > 0) return { errors };
  return {
    input: {
      monthlyBudgetUsd: budget === '' ? null : budget,
      expiresAt: end === null ? null : new Date(end).toISOString(),
      limits,
    },
  };
}

/** The form of a key that there is. A limit that the form can't show is kept as it is. */
export function toKeyLimitsForm({ budget, expiresAt, limits }: ApiKey): KeyLimitsForm {
  return {
    budget: budget?.monthlyUsd ?? '',
    lastDay: expiresAt === null ? '' : new Date(Date.parse(expiresAt) - 1).toISOString().slice(0, 10),
    limits: limits.map((limit) => {
      const window = (Object.keys(windowUnits) as WindowUnit[]).find(
        (unit) => windowUnits[unit] === limit.windowSeconds,
      );
      const isPlain = window !== undefined && limit.segment.by === 'global';
      return {
        quota: String(limit.quota),
        unit: limit.unit,
        window: window ?? 'hour',
        kept: isPlain ? null : limit,
      };
    }),
  };
}

export const noKeyLimits: KeyLimitsForm = { budget: '', lastDay: '', limits: [] };
