import type { ByteSink } from './byte-sink.ts';

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * A decimal of up to 18 digits as the number of its smallest units. Digits beyond the scale are cut off, as ClickHouse
 * does with text. Throws a RangeError for what is none, and for one that is too large.
 */
export function writeDecimal(
  sink: ByteSink,
  value: string,
  { precision, scale }: { precision: number; scale: number },
): void {
  if (value === '0') return sink.int64(0);
  const [, sign, whole, fraction = ''] = DECIMAL.exec(value) ?? [];
  if (whole === undefined) throw new RangeError('a decimal is expected');
  const digits = whole + fraction.slice(0, scale).padEnd(scale, '0');
  // Fifteen digits are exact in a double.
  if (digits.length <= 15) return sink.int64(sign === '-' ? -Number(digits) : Number(digits));
  const units = BigInt(digits);
  if (units >= 10n ** BigInt(precision)) throw new RangeError('a decimal is too large for its column');
  sink.bigInt64(sign === '-' ? -units : units);
}
