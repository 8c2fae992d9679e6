const figure = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6 });
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 4 });

/** A number whose unit isn't known: `0.00123`, `1,234`, `12.3M`. */
export function formatFigure(value: number): string {
  return Math.abs(value) >= 1e6 ? short.format(value) : figure.format(value);
}
