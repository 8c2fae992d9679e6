/** A duration for people, from milliseconds: `0.2 ms`, `812 ms`, `1.2 s`, `42 s`, `2 m 5 s`, `1 h 3 m`; `—` for null. */
export function formatDuration(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms)) return '—';
  if (ms < 0) return '0 ms';
  if (ms < 9.95) return `${trimZero(ms.toFixed(1))} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return ms < 59_950 ? `${trimZero((ms / 1000).toFixed(1))} s` : `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} m ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} m`;
}

function trimZero(text: string): string {
  return text.replace(/\.0$/, '');
}
