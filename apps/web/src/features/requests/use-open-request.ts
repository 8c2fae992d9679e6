'use client';
import { parseAsString, useQueryState } from 'nuqs';
import { useCallback, useEffect, useRef } from 'react';

export interface OpenRequest {
  id: string | null;
  open: (id: string) => void;
  /** Shows another in the drawer that is open, without a step in the history of its own. */
  walk: (id: string) => void;
  close: () => void;
  /** Closes it as part of another step in the history. */
  leave: () => void;
}

/**
 * The request shown in the drawer: `?request=<id>`, so that it can be shared and the back button closes it.
 * `list` names the range and filters of the list below.
 */
export function useOpenRequest(list: string): OpenRequest {
  const [id, setId] = useQueryState('request', parseAsString);
  /** Whether the step before in the history is this list without a drawer. */
  const canGoBack = useRef(false);
  useEffect(() => {
    if (id === null) canGoBack.current = false;
  }, [id]);
  useEffect(() => {
    canGoBack.current = false;
  }, [list]);

  const open = useCallback(
    (next: string) => {
      const isOpen = new URLSearchParams(window.location.search).has('request');
      void setId(next, { history: isOpen ? 'replace' : 'push' });
      if (!isOpen) canGoBack.current = true;
    },
    [setId],
  );
  const walk = useCallback((next: string) => void setId(next, { history: 'replace' }), [setId]);
  const leave = useCallback(() => void setId(null, { history: 'replace' }), [setId]);
  const close = useCallback(() => {
    if (canGoBack.current) window.history.back();
    else leave();
    canGoBack.current = false;
  }, [leave]);
  return { id, open, walk, close, leave };
}
