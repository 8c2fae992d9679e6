'use client';
import { type ViewLayout, viewLayoutSchema } from '@heliograph/contracts/request-view';
import { useCallback, useMemo, useSyncExternalStore } from 'react';

const KEY = 'heliograph-requests-layout';
/** The `storage` event only reaches other tabs. */
const CHANGED = 'heliograph-requests-layout-changed';

/** How this person last left the list in this browser; null where they never changed it or it can't be read. */
export function useStoredLayout(): [ViewLayout | null, (layout: ViewLayout | null) => void] {
  const text = useSyncExternalStore(subscribe, readText, () => null);
  const layout = useMemo(() => parse(text), [text]);
  const store = useCallback((next: ViewLayout | null) => {
    try {
      if (next === null) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, JSON.stringify(next));
    } catch {
      // No storage, or it is full: the layout is then only kept in the address.
    }
    window.dispatchEvent(new Event(CHANGED));
  }, []);
  return [layout, store];
}

function subscribe(notify: () => void): () => void {
  window.addEventListener('storage', notify);
  window.addEventListener(CHANGED, notify);
  return () => {
    window.removeEventListener('storage', notify);
    window.removeEventListener(CHANGED, notify);
  };
}

function readText(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function parse(text: string | null): ViewLayout | null {
  if (text === null) return null;
  try {
    const read = viewLayoutSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
