'use client';
import { useMemo, useState } from 'react';
import type { Tile } from '@heliograph/contracts/dashboard-tile';
import type { GroupColors } from '../colors/assign-colors.ts';
import { readAnswer } from '../prepare/answer.ts';
import { type PreparedTile, prepareTile } from '../prepare/prepare-tile.ts';
import type { KeyNames } from '../prepare/group-label.ts';
import type { PageQuery } from '../query/tile-questions.ts';
import type { RawAnswer, TileState } from '../query/use-answers.ts';

/** What a tile shows now; while other answers are on their way, what it showed before, as stale. */
export function usePreparedTile(
  tile: Tile,
  page: PageQuery | null,
  { answers }: TileState,
  { keys, colors }: { keys: KeyNames; colors: GroupColors },
): { prepared: PreparedTile | null; stale: boolean } {
  const [main, totals, mainBefore, totalsBefore] = [
    useAnswer(answers?.main ?? null),
    useAnswer(answers?.totals ?? null),
    useAnswer(answers?.mainBefore ?? null),
    useAnswer(answers?.totalsBefore ?? null),
  ];
  const fresh = useMemo(() => {
    if (page === null || main === null) return null;
    const now = Date.parse(page.timeRange.to);
    return prepareTile(tile, page, { main, totals, mainBefore, totalsBefore }, { keys, now, colors });
  }, [tile, page, main, totals, mainBefore, totalsBefore, keys, colors]);
  const current = answers === null ? null : fresh;
  const [last, setLast] = useState<{ chart: Tile['chart']; prepared: PreparedTile } | null>(null);
  if (current !== null && last?.prepared !== current) setLast({ chart: tile.chart, prepared: current });
  const kept = last?.chart === tile.chart ? last.prepared : null;
  return { prepared: current ?? kept, stale: current === null && kept !== null };
}

function useAnswer(raw: RawAnswer | null) {
  const result = raw?.result;
  const columns = raw?.columns.join(' ');
  return useMemo(
    () =>
      result === undefined || columns === undefined
        ? null
        : readAnswer(result, columns.split(' ').map(Number)),
    [result, columns],
  );
}
