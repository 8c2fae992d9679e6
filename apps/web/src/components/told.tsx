'use client';
import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from 'react';
import { TOLD_PREFIX, type Told, TOO_LONG, ZONE } from './told-cookies.ts';

/** Longer texts (characters as a cookie has them) are not told: browsers keep 4 KB, servers take a few of them. */
const MOST_CHARACTERS = 2_000;
/** The longest that browsers keep a cookie, seconds. */
const KEEP_SECONDS = 400 * 86_400;

const nothing: Told = { values: {}, timeZone: null, now: null };
const ToldContext = createContext<Told>(nothing);

/** Around what is drawn on the server as this browser would draw it. */
export function ToldProvider({ told, children }: { told: Told; children: ReactNode }) {
  useEffect(() => tell(ZONE, browserZone()), []);
  return <ToldContext value={told}>{children}</ToldContext>;
}

/** What the server knew of this browser when it made the page. */
export function useTold(): Told {
  return useContext(ToldContext);
}

/** Lets the server know of a setting with the next page; null takes it back. */
export function tell(name: string, text: string | null): void {
  const encoded = encodeURIComponent(text ?? '');
  const value = encoded.length > MOST_CHARACTERS ? TOO_LONG : encoded;
  const age = text === null ? 0 : KEEP_SECONDS;
  const secure = window.location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${TOLD_PREFIX}${name}=${value}; path=/; max-age=${age}; samesite=lax${secure}`;
}

let zone: string | undefined;
const browserZone = (): string => (zone ??= new Intl.DateTimeFormat().resolvedOptions().timeZone);
const never = (): (() => void) => () => undefined;

/** The viewer's time zone, an IANA name. Null on the server and while hydrating where the browser never told it. */
export function useTimeZone(): string | null {
  const { timeZone } = useTold();
  return useSyncExternalStore(never, browserZone, () => timeZone);
}
