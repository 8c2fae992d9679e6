'use client';
import { useSyncExternalStore } from 'react';

/** Milliseconds between two readings. */
const TICK_MS = 5_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let current = 0;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    current = Date.now();
    for (const notify of listeners) notify();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    current = 0;
  };
}

function read(): number {
  if (current === 0) current = Date.now();
  return current;
}

/** Milliseconds since 1970, renewed every five seconds by one clock for the whole page; null on the server and while hydrating. */
export function useNow(): number | null {
  return useSyncExternalStore(subscribe, read, () => null);
}
