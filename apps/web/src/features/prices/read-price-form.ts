import type { z } from 'zod';
import { addPriceInputSchema } from '@heliograph/contracts/price-book';
import { mainFields, otherFields } from './price-kinds.ts';

export type PriceInput = z.input<typeof addPriceInputSchema>;
/** Messages by the name of the field. */
export type FormErrors = Partial<Record<string, string>>;

/** What the form of a price says, or what is wrong with it. Days are those of UTC, the last one included. */
export function readPriceForm(
  form: FormData,
  replaces: string | undefined,
): { input: PriceInput } | { errors: FormErrors } {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const day = (name: string): string | null => (text(name) === '' ? null : `${text(name)}T00:00:00.000Z`);
  const figures = [...mainFields, ...otherFields].flatMap(({ kind }) =>
    text(kind) === '' ? [] : [[kind, text(kind).replace(',', '.')]],
  );
  const until = day('effectiveTo');
  const input = {
    provider: text('provider') === '' ? null : text('provider').toLowerCase(),
    model: text('model'),
    prices: Object.fromEntries(figures) as PriceInput['prices'],
    effectiveFrom: day('effectiveFrom'),
    effectiveTo: until === null ? null : new Date(Date.parse(until) + 86_400_000).toISOString(),
    note: text('note') === '' ? null : text('note'),
    ...(replaces !== undefined && { replaces }),
  };
  const parsed = addPriceInputSchema.safeParse(input);
  if (parsed.success) return { input };
  const errors: FormErrors = {};
  for (const { path, message } of parsed.error.issues) {
    // A price's own field is the last part of its path; what concerns all of them stands at the first.
    const name = String(path.length > 1 ? path.at(-1) : path[0] === 'prices' ? 'input' : path[0]);
    errors[name] ??= message;
  }
  return { errors };
}
