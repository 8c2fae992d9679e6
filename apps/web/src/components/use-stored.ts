'use client';
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { tell, useTold } from './told.tsx';

/** Told of changes within this page: `storage` tells only other pages. */
const changes = new EventTarget();

/**
 * A setting kept in this browser's local storage under `key`, the same in every component and tab. `parse` gets null
 * where nothing is kept and must take anything. Without storage (private mode, quota) a change lasts as long as the page.
 * The server knows nothing of it but where it is `told`, which what decides the look of a page at first should be.
 */
export function useStored<T>(
  key: string,
  parse: (text: string | null) => T,
  print: (value: T) => string,
  { told = false }: { told?: boolean } = {},
): [T, (value: T) => void] {
  const subscribe = useCallback(
    (onChange: () => void) => {
      changes.addEventListener(key, onChange);
      window.addEventListener('storage', onChange);
      return () => {
        changes.removeEventListener(key, onChange);
        window.removeEventListener('storage', onChange);
      };
    },
    [key],
  );
  const { values } = useTold();
  const text = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => values[key] ?? null,
  );
  useEffect(() => {
    if (told) tell(key, text);
  }, [told, key, text]);
  const value = useMemo(() => parse(text), [parse, text]);
  const set = useCallback(
    (next: T) => {
      write(key, print(next));
      changes.dispatchEvent(new Event(key));
    },
    [key, print],
  );
  return [value, set];
}

const unstored = new Map<string, string>();

function read(key: string): string | null {
  const kept = unstored.get(key);
  if (kept !== undefined) return kept;
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, text: string): void {
  try {
    window.localStorage.setItem(key, text);
    unstored.delete(key);
  } catch {
    unstored.set(key, text);
  }
}
