/** What `Decimal(18, 12)` holds. */
const MAX_WHOLE_DIGITS = 6;
/** No sum of money is written longer. */
const MAX_LENGTH = 40;
const MAX_FRACTION_DIGITS = 12;
const NUMBER = /^(\d+)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;

/**
 * A number out of JSON as decimal text without exponent, digit for digit as it was written; digits beyond the twelfth
 * behind the point are rounded off. Null where it is no number from 0 to 999,999.
 */
export function decimalOf(value: unknown): string | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const text = String(value);
  if (text.length > MAX_LENGTH) return null;
  const [, whole = '', fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  if (whole === '') return null;
  return scaled(BigInt(whole + fraction), Number(exponent) - fraction.length);
}

/** The sum of decimal numbers as {@link decimalOf} writes them. */
export function addDecimals(...terms: readonly string[]): string | null {
  const units = terms.reduce((sum, term) => {
    const [whole = '0', fraction = ''] = term.split('.');
    return sum + BigInt(whole + fraction.padEnd(MAX_FRACTION_DIGITS, '0'));
  }, 0n);
  return scaled(units, -MAX_FRACTION_DIGITS);
}

/** `digits` × 10^`power` as decimal text. */
export function scaled(digits: bigint, power: number): string | null {
  const shift = power + MAX_FRACTION_DIGITS;
  if (shift > 40 || shift < -400) return shift > 0 && digits > 0n ? null : '0';
  const units = shift >= 0 ? digits * 10n ** BigInt(shift) : divideRounding(digits, 10n ** BigInt(-shift));
  const text = units.toString().padStart(MAX_FRACTION_DIGITS + 1, '0');
  const whole = text.slice(0, -MAX_FRACTION_DIGITS);
  const fraction = text.slice(-MAX_FRACTION_DIGITS).replace(/0+$/, '');
  if (whole.length > MAX_WHOLE_DIGITS) return null;
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

function divideRounding(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor / 2n) / divisor;
}
