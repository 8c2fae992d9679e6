import { PLAIN_LOOKS, seriesLooks } from '../../../components/chart/palette.ts';

/** Places among {@link seriesLooks} by group: see {@link groupId}. */
export type GroupColors = ReadonlyMap<string, number>;

/** Groups whose colours are remembered at most; the ones seen longest ago make room. */
const MOST_REMEMBERED = 300;

/**
 * A colour for each group, the same in every chart: the one it had before, else one of its own name's making, so that
 * others who look at the same mostly see the same. All groups of a field differ: where there are more of
 * them on the page than colours, some are striped; beyond that, those that stand in one chart differ. `charts`: ids, those that matter most first.
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
  const isFree = (id: string, look: number): boolean =>
    [...(beside.get(id) ?? [])].every((other) => colors.get(other) !== look);
  // Ids of one field begin alike.
  const isUnused = (id: string, look: number): boolean =>
    [...colors].every(([other, taken]) => taken !== look || fieldOf(other) !== fieldOf(id));
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
    const free =
      looksFor(id).find((look) => isFree(id, look) && isUnused(id, look)) ??
      looksFor(id).find((look) => isFree(id, look));
    if (free !== undefined) colors.set(id, free);
  }
  const rest = [...remembered].filter(([id]) => !colors.has(id));
  const kept = [...rest, ...colors].slice(-MOST_REMEMBERED);
  return { colors, remembered: new Map(kept) };
}

/**
 * A group of some fields, as 96 bits in hex, the first 32 of which are the fields: what is remembered of it says nothing
 * about whom or what it names.
 */
export function groupId(fields: readonly string[], values: readonly (string | null)[]): string {
  const [names, group] = [JSON.stringify(fields), JSON.stringify(values)];
  return [fnv1a(names, 0x811c9dc5), fnv1a(group, 0x811c9dc5), fnv1a(group, 0x9e3779b9)]
    .map((part) => part.toString(16).padStart(FIELD_DIGITS, '0'))
    .join('');
}

const FIELD_DIGITS = 8;
const fieldOf = (id: string): string => id.slice(0, FIELD_DIGITS);

/** All looks in the order in which a group takes them: plain ones first, each round from one that its name says. */
function looksFor(id: string): number[] {
  const first = Number.parseInt(id.slice(FIELD_DIGITS, 2 * FIELD_DIGITS), 16);
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
