const suffixes: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
const rules = new Intl.PluralRules('en', { type: 'ordinal' });

/** A target of Helicone-Fallback for people, from its place in the list: `1st fallback` for 0. */
export function formatFallback(index: number): string {
  return `${index + 1}${suffixes[rules.select(index + 1)] ?? 'th'} fallback`;
}
