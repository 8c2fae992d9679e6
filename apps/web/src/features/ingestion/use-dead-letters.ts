'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../client/api.ts';

/** One page of letters at a time: newest first, older ones page by page. */
export function useDeadLetters() {
  const [cursors, setCursors] = useState<string[]>([]);
  const cursor = cursors.at(-1);
  const page = useQuery(
    api.ingestion.deadLetters.list.queryOptions({
      input: { limit: 25, ...(cursor !== undefined && { cursor }) },
      refetchInterval: 10_000,
    }),
  );
  const next = page.data?.nextCursor ?? null;
  return {
    page,
    pageNumber: cursors.length + 1,
    older: next === null ? null : () => setCursors([...cursors, next]),
    newer: cursors.length === 0 ? null : () => setCursors(cursors.slice(0, -1)),
    newest: () => setCursors([]),
  };
}

/** What can be done with letters; afterwards list and figures are asked for anew. */
export function useLetterVerbs() {
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: api.ingestion.key() });
  return {
    replay: useMutation(api.ingestion.deadLetters.replay.mutationOptions({ onSettled })),
    discard: useMutation(api.ingestion.deadLetters.discard.mutationOptions({ onSettled })),
    replayAll: useMutation(api.ingestion.deadLetters.replayAll.mutationOptions({ onSettled })),
    discardAll: useMutation(api.ingestion.deadLetters.discardAll.mutationOptions({ onSettled })),
  };
}
