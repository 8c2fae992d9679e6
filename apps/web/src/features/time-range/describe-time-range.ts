import { type ChosenRange, endsOf, isRelative, type RelativeRange } from '@heliograph/contracts/chosen-range';

const labels: Record<RelativeRange, string> = {
  '15m': 'Last 15 minutes',
  '1h': 'Last hour',
  '6h': 'Last 6 hours',
  '24h': 'Last 24 hours',
  '3d': 'Last 3 days',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  '365d': 'Last 12 months',
};

/**
 * A range for people: 'Last 24 hours', 'Since Nov 20, 10:00', 'Nov 20, 10:00 – Nov 21, 09:30' in the browser's zone, with years where they
 * aren't that of `now` (ms since 1970).
 */
export function describeTimeRange(range: ChosenRange, now = Date.now()): string {
  if (isRelative(range)) return labels[range];
  const { from, to } = endsOf(range);
  const ends = [new Date(from), new Date(to ?? now)] as const;
  const year = new Date(now).getFullYear();
  const format = new Intl.DateTimeFormat('en-US', {
    ...(ends.some((end) => end.getFullYear() !== year) && { year: 'numeric' }),
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return to === null ? `Since ${format.format(ends[0])}` : format.formatRange(...ends);
}

/** The browser's zone with its distance from UTC at `at` (ms since 1970): 'Europe/Berlin (GMT+1)'. */
export function describeTimeZone(at: number): string {
  const format = new Intl.DateTimeFormat('en-US', { timeZoneName: 'shortOffset' });
  const offset = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const { timeZone } = format.resolvedOptions();
  return offset === '' || timeZone === 'UTC' ? timeZone : `${timeZone} (${offset})`;
}
