/**
 * Colours of series, from globals.css: in this order, however many there are. Neighbours and all others can be told apart
 * with any colour vision, in light and dark; palette.test.ts computes it.
 */
const seriesColors = [
  'var(--chart-1)',
  'var(--chart-2)',
  'var(--chart-3)',
  'var(--chart-4)',
  'var(--chart-5)',
  'var(--chart-6)',
] as const;

/** What is left over, or matters least. */
export const restColor = 'var(--chart-rest)';

/** The colour of the series at a place; those beyond the palette are the rest. */
export function seriesColor(index: number): string {
  return seriesColors[index] ?? restColor;
}

/** How a series can look so that it is told apart from all others: in plain colours first, then striped (lines: dashed). */
export const seriesLooks: readonly { color: string; hatched: boolean }[] = [
  ...seriesColors.map((color) => ({ color, hatched: false })),
  ...seriesColors.map((color) => ({ color, hatched: true })),
];
/** Of them those in plain colours. */
export const PLAIN_LOOKS = seriesColors.length;
