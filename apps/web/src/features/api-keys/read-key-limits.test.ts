import type { ApiKey } from '@heliograph/contracts/api-schemas';
import { expect, it } from 'vitest';
import { noKeyLimits, readKeyLimits, toKeyLimitsForm } from './read-key-limits.ts';

it('reads what was filled in', () => {
  const limits = [{ quota: '60', unit: 'request', window: 'minute', kept: null }] as const;
  expect(readKeyLimits({ budget: '12.50', lastDay: '2026-12-31', limits: [...limits] })).toEqual({
    input: {
      monthlyBudgetUsd: '12.50',
      expiresAt: '2027-01-01T00:00:00.000Z',
      limits: [{ quota: 60, unit: 'request', windowSeconds: 60, segment: { by: 'global' } }],
    },
  });
  expect(readKeyLimits(noKeyLimits)).toEqual({
    input: { monthlyBudgetUsd: null, expiresAt: null, limits: [] },
  });
});

it('keeps what it can not show, and shows the rest as it was', () => {
  const special = { quota: 5, unit: 'cents', windowSeconds: 90, segment: { by: 'user' } } as const;
  const key = { budget: null, expiresAt: '2027-01-01T00:00:00.000Z', limits: [special] } as unknown as ApiKey;
  const form = toKeyLimitsForm(key);
  expect(form.lastDay).toBe('2026-12-31');
  expect(readKeyLimits(form)).toMatchObject({ input: { limits: [special], expiresAt: key.expiresAt } });
});

it.each([
  [{ budget: '0' }, 'budget'],
  [{ budget: 'much' }, 'budget'],
  [{ limits: [{ quota: '1.5', unit: 'token', window: 'day', kept: null }] }, 'limits'],
] as const)('%j is told at its field', (part, field) => {
  const { limits = [], ...rest } = part as { limits?: (typeof noKeyLimits)['limits'] };
  const read = readKeyLimits({ ...noKeyLimits, ...rest, limits: [...limits] });
  expect('errors' in read && Object.keys(read.errors)).toEqual([field]);
});
