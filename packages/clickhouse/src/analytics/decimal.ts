/** Digits behind the point of an amount, as ClickHouse keeps it. */
const DIGITS = 12;
const ONE = 10n ** BigInt(DIGITS);

/** A decimal text over a whole number: to 12 digits behind the point, half away from zero. */
export function divideDecimal(amount: string, by: number): string {
  const units = toUnits(amount);
  const divisor = BigInt(by);
  const [size, sign] = units < 0n ? [-units, -1n] : [units, 1n];
  return fromUnits(sign * ((size + divisor / 2n) / divisor));
}

/** An amount less others, without losing a digit. */
export function subtractDecimals(amount: string, others: readonly string[]): string {
  return fromUnits(others.reduce((left, other) => left - toUnits(other), toUnits(amount)));
}

/** A number as decimal text with at most 12 digits behind the point. */
export function toDecimal(value: number): string {
  return fromUnits(toUnits(value.toFixed(DIGITS)));
}

function toUnits(text: string): bigint {
  const [whole = '0', part = ''] = text.replace('-', '').split('.');
  const units = BigInt(whole) * ONE + BigInt(part.padEnd(DIGITS, '0').slice(0, DIGITS));
  return text.startsWith('-') ? -units : units;
}

function fromUnits(units: bigint): string {
  const size = units < 0n ? -units : units;
  const part = (size % ONE).toString().padStart(DIGITS, '0').replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${size / ONE}${part === '' ? '' : `.${part}`}`;
}
