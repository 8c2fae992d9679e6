import { PLAIN_LOOKS, seriesLooks } from '../../../components/chart/palette.ts';

/** Places among {@link seriesLooks} by group: see {@link groupId}. */
export type GroupColors = ReadonlyMap<string, number>;

/** Groups whose colours are remembered at most; the ones seen longest ago make room. */
const MOST_REMEMBERED = 300;

/**
 * A colour for each group, the same in every chart: the one it had before, else one of its own name's making, so that
 * others who look at the same mostly see the same. Groups that stand in one chart differ: where there are
 * more of them on the page than colours, some are striped. `charts`: ids, those that matter most first.
 */
export function assignColors(
  charts: readonly (readonly string[])[],
  remembered: GroupColors,
): { colors: GroupColors; remembered: GroupColors } {
  const beside = new Map<string, Set<string>>();
  for (const ids of charts) {
    for (const id of ids)
      beside.set(id, new Set([...(beside.get(id) ?? []), ...ids.filter((other) => other !== id)]));
  }
  const colors = new Map<string, number>();
  const isFree = (id: string, color: number): boolean =>
    [...(beside.get(id) ?? [])].every((other) => colors.get(other) !== color);
  // Those that matter most in any chart choose first.
  const most = Math.max(0, ...charts.map((ids) => ids.length));
  const ranked = Array.from({ length: most }, (_, rank) => charts.flatMap((ids) => ids[rank] ?? [])).flat();
  const ids = [...new Set(ranked)];
  for (const id of ids) {
    const before = remembered.get(id);
    if (before !== undefined && before < seriesLooks.length && isFree(id, before)) colors.set(id, before);
  }
  for (const id of ids) {
    if (colors.has(id)) continue;
    const free = looksFor(id).find((look) => isFree(id, look));
    if (free !== undefined) colors.set(id, free);
  }
  const rest = [...remembered].filter(([id]) => !colors.has(id));
  const kept = [...rest, ...colors].slice(-MOST_REMEMBERED);
  return { colors, remembered: new Map(kept) };
}

/** A group of some fields, as 64 bits in hex: what is remembered of it says nothing about whom or what it names. */
export function groupId(fields: readonly string[], values: readonly (string | null)[]): string {
  const text = JSON.stringify([fields, values]);
  return [0x811c9dc5, 0x9e3779b9].map((seed) => fnv1a(text, seed).toString(16).padStart(8, '0')).join('');
}

/** All looks in the order in which a group takes them: plain ones first, each round from one that its name says. */
function looksFor(id: string): number[] {
  const first = Number.parseInt(id.slice(0, 8), 16);
  const round = (from: number, count: number): number[] =>
    Array.from({ length: count }, (_, step) => from + ((first + step) % count));
  return [...round(0, PLAIN_LOOKS), ...round(PLAIN_LOOKS, seriesLooks.length - PLAIN_LOOKS)];
}

/** FNV-1a over UTF-16 units, with MurmurHash3's finish, as its lowest bits alone would be too much alike. */
function fnv1a(text: string, seed: number): number {
  let state = seed;
  for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
