import type { FilterCondition } from '../filter.ts';
import { searchForm } from '../search-text.ts';
import type { RequestField } from '../request-fields.ts';

type Scalar = string | number | boolean;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const factors: Record<string, Record<string, number>> = {
  ms: { '': 1, ms: 1, s: 1_000, m: 60_000, min: 60_000, h: 3_600_000 },
  tokens: { '': 1, k: 1_000, m: 1_000_000 },
  usd: { '': 1 },
  none: { '': 1 },
};
const expectedNumbers = {
  ms: 'a duration such as 250ms, 1.5s or 2m',
  tokens: 'a number such as 800 or 12k',
  usd: 'an amount in USD such as 0.01',
  none: 'a number',
};

/** A value as the field compares it, or what was expected instead. */
export function readLiteral(
  text: string,
  { kind, unit }: RequestField,
): { value: Scalar } | { expected: string } {
  switch (kind) {
    case 'text':
      return { value: text };
    case 'words':
      return searchForm(text) === '' ? { expected: 'words to look for' } : { value: text };
    case 'uuid':
      return UUID.test(text) ? { value: text.toLowerCase() } : { expected: 'a UUID' };
    case 'boolean': {
      const lower = text.toLowerCase();
      return lower === 'true' || lower === 'false'
        ? { value: lower === 'true' }
        : { expected: 'true or false' };
    }
    case 'number': {
      const [, amount, suffix = ''] = /^\$?(-?\d+(?:\.\d+)?(?:e-?\d+)?)([a-z]*)$/i.exec(text) ?? [];
      const factor = factors[unit ?? 'none']?.[suffix.toLowerCase()];
      if (amount === undefined || factor === undefined) return { expected: expectedNumbers[unit ?? 'none'] };
      // 1.1 s are 1100 ms, not 1100.0000000000002.
      return { value: Number((Number(amount) * factor).toPrecision(15)) };
    }
  }
}

/** `4xx` and the like: the bounds of a class of statuses; null for anything else. */
export function readStatusClass(text: string): FilterCondition[] | null {
  const [, digit] = /^([1-5])xx$/i.exec(text) ?? [];
  if (digit === undefined) return null;
  const from = Number(digit) * 100;
  return [
    { field: 'status', operator: '>=', value: from },
    { field: 'status', operator: '<', value: from + 100 },
  ];
}
