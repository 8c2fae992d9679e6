/** How the start of a step is written: its time of day where steps are shorter than a day, else its day. */
export function formatStep(at: number, stepSeconds: number, spanMs: number, timeZone?: string): string {
  const isDay = stepSeconds >= 86_400;
  const showsDay = isDay || spanMs > 86_400_000;
  return new Intl.DateTimeFormat('en-US', {
    ...(showsDay && { month: 'short', day: 'numeric' }),
    ...(!isDay && { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    ...(stepSeconds < 60 && { second: '2-digit' }),
    // Days are those of UTC.
    timeZone: isDay ? 'UTC' : timeZone,
  }).format(at);
}
