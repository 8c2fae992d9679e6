/** The presets of the time-range picker, by their name in the URL. */
export const timeRangePresets = {
  '15m': { label: 'Last 15 minutes', minutes: 15 },
  '1h': { label: 'Last hour', minutes: 60 },
  '24h': { label: 'Last 24 hours', minutes: 24 * 60 },
  '7d': { label: 'Last 7 days', minutes: 7 * 24 * 60 },
  '30d': { label: 'Last 30 days', minutes: 30 * 24 * 60 },
} as const;

export type TimeRangeName = keyof typeof timeRangePresets;
export const timeRangeNames = ['15m', '1h', '24h', '7d', '30d'] as const satisfies readonly TimeRangeName[];
export const defaultTimeRange: TimeRangeName = '24h';

/** Clocks of browser and server differ; rows of the next minutes belong to "now". */
const AHEAD_MS = 5 * 60_000;

/** From before there was Heliograph, for the API. */
export function allTime(now: Date): { from: string; to: string } {
  return { from: '2020-01-01T00:00:00.000Z', to: new Date(now.getTime() + AHEAD_MS).toISOString() };
}

/** The preset as it stands at `now`, for the API. Its end lies a little ahead, so that a fast server clock hides nothing. */
export function resolveTimeRange(name: TimeRangeName, now: Date): { from: string; to: string } {
  return {
    from: new Date(now.getTime() - timeRangePresets[name].minutes * 60_000).toISOString(),
    to: new Date(now.getTime() + AHEAD_MS).toISOString(),
  };
}
