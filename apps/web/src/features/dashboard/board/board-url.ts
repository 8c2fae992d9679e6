/** In place of an id: the dashboard that everybody has, also for those who begin with another one. */
export const OVERVIEW = 'overview';

/** The address of a dashboard. */
export function boardUrl(id: string): string {
  return `/dashboard?board=${encodeURIComponent(id)}`;
}
