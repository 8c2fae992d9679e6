'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import type { Dashboard } from '@heliograph/contracts/dashboards';
import type { Tile } from '@heliograph/contracts/dashboard-tile';
import { api, apiClient } from '../../../client/api.ts';
import { describeApiError } from '../../../client/api-error.ts';

/** Ms without a further change until they are saved. */
const QUIET_MS = 500;

export type SaveState = 'saved' | 'saving' | 'failed';

/** Changes the tiles of a dashboard: at once on the page, and kept a moment later. */
export function useTileChanges(board: Dashboard | null): {
  state: SaveState;
  change: (tiles: readonly Tile[]) => void;
} {
  const queryClient = useQueryClient();
  const [state, setState] = useState<SaveState>('saved');
  const waiting = useRef<{ id: string; tiles: readonly Tile[]; timer: ReturnType<typeof setTimeout> } | null>(
    null,
  );
  const { mutate } = useMutation({
    // One after the other, each upon the version that the one before made.
    scope: { id: 'dashboard-tiles' },
    mutationFn: async ({ id, tiles }: { id: string; tiles: readonly Tile[] }) => {
      const queryKey = api.dashboards.get.queryKey({ input: { id } });
      const version = queryClient.getQueryData(queryKey)?.version;
      const saved = await apiClient.dashboards.update({
        id,
        tiles: [...tiles],
        ...(version !== undefined && { version }),
      });
      // Its tiles may have been changed again meanwhile.
      queryClient.setQueryData(queryKey, (shown) =>
        shown === undefined ? saved : { ...saved, tiles: shown.tiles },
      );
    },
    onSuccess: () => setState(waiting.current === null ? 'saved' : 'saving'),
    onError: (error, { id }) => {
      setState('failed');
      toast.error('The dashboard could not be saved', { description: describeApiError(error).message });
      void queryClient.invalidateQueries({ queryKey: api.dashboards.get.queryKey({ input: { id } }) });
    },
  });
  const flush = useCallback(() => {
    const next = waiting.current;
    if (next === null) return;
    clearTimeout(next.timer);
    waiting.current = null;
    mutate({ id: next.id, tiles: next.tiles });
  }, [mutate]);
  // Whoever leaves the page has changed it all the same.
  useEffect(() => {
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [flush]);
  const id = board?.id;
  const change = useCallback(
    (tiles: readonly Tile[]) => {
      if (id === undefined) return;
      queryClient.setQueryData(api.dashboards.get.queryKey({ input: { id } }), (shown) =>
        shown === undefined ? shown : { ...shown, tiles: [...tiles] },
      );
      if (waiting.current !== null) clearTimeout(waiting.current.timer);
      waiting.current = { id, tiles, timer: setTimeout(flush, QUIET_MS) };
      setState('saving');
    },
    [id, queryClient, flush],
  );
  return { state, change };
}
