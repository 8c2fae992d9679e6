import { type ChosenRange, endsOf, isRelative, relativeRanges } from '@heliograph/contracts/chosen-range';

export const defaultTimeRange: ChosenRange = '24h';

/** Clocks of browser and server differ; rows of the next minutes belong to "now". */
const AHEAD_MS = 5 * 60_000;
const MINUTE_MS = 60_000;

/** From before there was Heliograph, for the API. */
export function allTime(now: Date): { from: string; to: string } {
  return { from: '2020-01-01T00:00:00.000Z', to: new Date(now.getTime() + AHEAD_MS).toISOString() };
}

/**
 * The range as it stands at `now`, for the API. Where it ends now, its end lies a little ahead, so that a fast server
 * clock hides nothing.
 */
export function resolveTimeRange(range: ChosenRange, now: Date): { from: string; to: string } {
  const ahead = new Date(now.getTime() + AHEAD_MS).toISOString();
  if (isRelative(range)) {
    return { from: new Date(now.getTime() - relativeRanges[range] * MINUTE_MS).toISOString(), to: ahead };
  }
  const { from, to } = endsOf(range);
  return { from, to: to ?? ahead };
}

/** Whether requests that arrive at `now` (ms since 1970) or later can fall into the range. */
export function isOpenRange(range: ChosenRange, now: number): boolean {
  if (isRelative(range)) return true;
  const { to } = endsOf(range);
  return to === null || Date.parse(to) > now;
}

/** Milliseconds between the ends, as they stand at `now` (ms since 1970). */
export function lengthOf(range: ChosenRange, now = Date.now()): number {
  if (isRelative(range)) return relativeRanges[range] * MINUTE_MS;
  const { from, to } = endsOf(range);
  return (to === null ? now : Date.parse(to)) - Date.parse(from);
}
