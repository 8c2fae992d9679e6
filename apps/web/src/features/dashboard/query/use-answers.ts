'use client';
import { useQueries } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { AnalyticsResult } from '@heliograph/contracts/analytics';
import type { Tile } from '@heliograph/contracts/dashboard-tile';
import { apiClient } from '../../../client/api.ts';
import { type ApiFailure, describeApiError } from '../../../client/api-error.ts';
import { createLimiter } from './limiter.ts';
import { type AnswerPlace, planQueries } from './plan-queries.ts';
import { type PageQuery, type Question, tileQuestions, type TileQuestions } from './tile-questions.ts';

/** Queries under way at once: browsers open six connections, and other pages want some. */
const AT_ONCE = 4;
/** Ms for which an answer is kept that nobody shows: it is about a moment that is over. */
const KEPT_MS = 60_000;

/** One of a tile's answers, as it came: with the columns of others that share the query. */
export interface RawAnswer {
  result: AnalyticsResult;
  columns: readonly number[];
}

export interface TileState {
  /** Null until all have come. */
  answers: { [Part in keyof TileQuestions]: RawAnswer | null } | null;
  failure: ApiFailure | null;
  fetching: boolean;
  retry: () => void;
}

const parts = ['main', 'totals', 'mainBefore', 'totalsBefore'] as const satisfies (keyof TileQuestions)[];

/**
 * Asks for what the tiles show, a few queries at a time, together where they are alike. By the tiles' places. What is no
 * longer wanted is called off.
 */
export function useAnswers(tiles: readonly Tile[], page: PageQuery | null): TileState[] {
  const [limit] = useState(() => createLimiter(AT_ONCE));
  const plan = useMemo(() => planTiles(tiles, page), [tiles, page]);
  const results = useQueries({
    queries: plan.queries.map((question) => ({
      queryKey: ['analytics', question] as const,
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        limit(() => apiClient.analytics.query(question, { signal }), signal),
      staleTime: Infinity,
      gcTime: KEPT_MS,
    })),
  });
  return tiles.map((_, at): TileState => {
    const places = plan.tiles[at];
    if (places === undefined) return { answers: null, failure: null, fetching: true, retry: () => undefined };
    const used = [...new Set(parts.flatMap((part) => places[part]?.query ?? []))].flatMap(
      (query) => results[query] ?? [],
    );
    const failed = used.find(({ error }) => error !== null);
    const read = (part: keyof TileQuestions): RawAnswer | null => {
      const place = places[part];
      const result = place === null ? undefined : results[place.query]?.data;
      return place === null || result === undefined ? null : { result, columns: place.columns };
    };
    return {
      answers: used.every(({ data }) => data !== undefined)
        ? {
            main: read('main'),
            totals: read('totals'),
            mainBefore: read('mainBefore'),
            totalsBefore: read('totalsBefore'),
          }
        : null,
      failure: failed?.error === undefined ? null : describeApiError(failed.error),
      fetching: used.some(({ isFetching }) => isFetching),
      retry: () => {
        for (const result of used) if (result.error !== null) void result.refetch();
      },
    };
  });
}

type TilePlaces = { [Part in keyof TileQuestions]: AnswerPlace | null };

function planTiles(
  tiles: readonly Tile[],
  page: PageQuery | null,
): { queries: Question[]; tiles: TilePlaces[] } {
  if (page === null) return { queries: [], tiles: [] };
  const asked = tiles.map((tile) => tileQuestions(tile, page));
  // What is seen first is asked for first; behind figures and lines, since the server reads those of all parts at once.
  const inOrder = parts.flatMap((part) =>
    asked.flatMap((questions, tile) => {
      const question = questions[part];
      return question === null ? [] : [{ tile, part, question }];
    }),
  );
  const hasGroups = ({ question }: (typeof inOrder)[number]) => question.groupBy.length > 0;
  const flat = [...inOrder.filter((one) => !hasGroups(one)), ...inOrder.filter(hasGroups)];
  const { queries, places } = planQueries(flat.map(({ question }) => question));
  const byTile: TilePlaces[] = tiles.map(() => ({
    ...{ main: null, totals: null, mainBefore: null, totalsBefore: null },
  }));
  for (const [at, { tile, part }] of flat.entries()) {
    const place = places[at];
    const entry = byTile[tile];
    if (place !== undefined && entry !== undefined) entry[part] = place;
  }
  return { queries, tiles: byTile };
}
