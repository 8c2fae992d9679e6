import type { RateLimit, RateLimitScope } from '@heliograph/contracts/rate-limits';

const units: Record<RateLimit['unit'], [one: string, many: string]> = {
  request: ['request', 'requests'],
  cents: ['cent', 'cents'],
  token: ['token', 'tokens'],
};

/** Windows that people have a word for, in seconds. */
const windows: readonly (readonly [number, string])[] = [
  [1, 'second'],
  [60, 'minute'],
  [3_600, 'hour'],
  [86_400, 'day'],
  [604_800, 'week'],
];

/** `100 requests an hour`, `12.5 cents in 90 s`. */
export function describeQuota({
  quota,
  unit,
  windowSeconds,
}: Pick<RateLimit, 'quota' | 'unit' | 'windowSeconds'>): string {
  const [one, many] = units[unit];
  const amount = `${quota.toLocaleString('en-US', { maximumFractionDigits: 6 })} ${quota === 1 ? one : many}`;
  return `${amount} ${describeWindow(windowSeconds)}`;
}

function describeWindow(seconds: number): string {
  const exact = windows.find(([length]) => length === seconds);
  if (exact !== undefined) return `${exact[1] === 'hour' ? 'an' : 'a'} ${exact[1]}`;
  const whole = windows.findLast(([length]) => seconds % length === 0);
  return `in ${seconds / (whole?.[0] ?? 1)} ${whole?.[1] ?? 'second'}s`;
}

/** Whose requests are counted together. */
export function describeSegment(segment: RateLimit['segment']): string {
  switch (segment.by) {
    case 'global':
      return 'All requests together';
    case 'user':
      return 'Each user';
    case 'key':
      return 'Each API key';
    case 'property':
      return `Each value of ${segment.name}`;
  }
}

/** Where a limit is set, as a reader looks for it. */
export const scopeLabels: Record<RateLimitScope | 'provider', string> = {
  rule: 'Rules',
  header: 'Headers',
  key: 'API keys',
  budget: 'Budgets',
  provider: 'Providers',
};
