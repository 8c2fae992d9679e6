const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const cents = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
/** Costs of single requests are tiny: three digits that mean something, wherever they begin. */
const small = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3, maximumFractionDigits: 12 });

/** Decimal USD for people: `$0`, `$0.0000063`, `$0.0123`, `$12.30`, `$1,234`. */
export function formatCost(usd: string): string {
  const amount = Number(usd);
  const sign = amount < 0 ? '−' : '';
  const size = Math.abs(amount);
  if (size === 0) return '$0';
  if (size < 1) return `${sign}$${small.format(size)}`;
  if (size < 999.995) return `${sign}$${cents.format(size)}`;
  return `${sign}$${whole.format(size)}`;
}

/** The same with every digit there is, for where exactness counts. */
export function formatExactCost(usd: string): string {
  return usd.startsWith('-') ? `−$${usd.slice(1)}` : `$${usd}`;
}
