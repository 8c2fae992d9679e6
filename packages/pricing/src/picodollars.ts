/** Decimal digits of a picodollar (1e-12 USD), the unit of all cost arithmetic; the same as the Decimal(18,12) of a row. */
const PICO_DIGITS = 12;
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * A decimal number times 10^`digits`, as a whole number; digits beyond are rounded half up.
 * Null where the text is no plain decimal number.
 */
export function parseDecimal(text: string, digits: number): bigint | null {
  const match = DECIMAL.exec(text);
  if (match === null) return null;
  const [, sign, whole = '0', fraction = ''] = match;
  const scaled = BigInt(whole + fraction.padEnd(digits, '0').slice(0, digits));
  const rounded = scaled + (Number(fraction[digits] ?? 0) >= 5 ? 1n : 0n);
  return sign === '-' ? -rounded : rounded;
}

/** Picodollars of a decimal number of USD; null where the text is none. */
export function parseUsd(text: string): bigint | null {
  return parseDecimal(text, PICO_DIGITS);
}

/** Decimal USD of picodollars, without trailing zeros: `0.0000015`. */
export function formatUsd(pico: bigint): string {
  const text = (pico < 0n ? -pico : pico).toString().padStart(PICO_DIGITS + 1, '0');
  const whole = text.slice(0, -PICO_DIGITS);
  const fraction = text.slice(-PICO_DIGITS).replace(/0+$/, '');
  return `${pico < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** `a × b / c` for whole numbers that aren't negative, rounded half up. */
export function mulDiv(a: bigint, b: bigint, c: bigint): bigint {
  const product = a * b;
  return c === 1n ? product : (2n * product + c) / (2n * c);
}
