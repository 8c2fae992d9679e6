/** A name for a file: of a title and the range it shows, days in UTC. */
export function fileName(title: string, timeRange: { from: string; to: string }, ending: string): string {
  const stem = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${stem === '' ? 'chart' : stem}_${timeRange.from.slice(0, 10)}_${timeRange.to.slice(0, 10)}.${ending}`;
}
