'use client';
import { useEffect, useMemo } from 'react';
import { z } from 'zod';
import type { Tile } from '@heliograph/contracts/dashboard-tile';
import { parseStored } from '../../../components/parse-stored.ts';
import { useStored } from '../../../components/use-stored.ts';
import { readAnswer } from '../prepare/answer.ts';
import { rankGroups } from '../prepare/rank-groups.ts';
import { timeSplit } from '../query/time-split.ts';
import type { TileState } from '../query/use-answers.ts';
import { assignColors, type GroupColors } from './assign-colors.ts';

const parse = parseStored(z.array(z.tuple([z.string().max(24), z.number().int().min(0)])));
const print = (entries: readonly (readonly [string, number])[]) => JSON.stringify(entries);

/** The colours of the groups that the tiles show, the same in all of them, and the next time in this browser. */
export function useGroupColors(
  tiles: readonly Tile[],
  states: readonly TileState[],
  by: string | null,
): GroupColors {
  const [stored, store] = useStored<[string, number][] | null>('heliograph.chart-colors', parse, (entries) =>
    print(entries ?? []),
  );
  const charts = tiles.flatMap((tile, at) => {
    const main = states[at]?.answers?.main ?? null;
    if (main === null || !['bar', 'area', 'line'].includes(tile.chart)) return [];
    const { metrics, groupBy } = timeSplit(tile, by);
    if (groupBy.length === 0) return [];
    const groups = rankGroups(readAnswer(main.result, main.columns), metrics[0], groupBy);
    return [groups.flatMap(({ id, isRest }) => (isRest ? [] : [id]))];
  });
  // The answers change with every refresh, which groups there are hardly ever.
  const key = JSON.stringify(charts);
  const { colors, remembered } = useMemo(
    () => assignColors(JSON.parse(key) as string[][], new Map(stored)),
    [key, stored],
  );
  useEffect(() => {
    const next = [...remembered];
    const known = new Map(stored);
    if (next.length !== known.size || next.some(([id, color]) => known.get(id) !== color)) store(next);
  }, [remembered, stored, store]);
  return colors;
}
