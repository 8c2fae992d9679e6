/** Where people go who came for no page in particular; it leads on to one that has something for them. */
const HOME = '/';

// Any host does: it only shows whether the path leads off it.
const BASE = 'http://heliograph.invalid';

/** The path to go to after signing in, if it is a page of ours; else {@link HOME}. */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, BASE)) return HOME;
  const url = new URL(next, BASE);
  if (url.origin !== BASE || /^\/(?:$|api(?:\/|$)|sign-(?:in|up)(?:\/|$))/.test(url.pathname)) return HOME;
  // Dots are resolved by now and may have left two slashes in front, which would name a host.
  return url.pathname.startsWith('//') ? HOME : `${url.pathname}${url.search}${url.hash}`;
}

/** `/sign-in` or `/sign-up`, leading back to `next` afterwards. */
export function authPath(page: '/sign-in' | '/sign-up', next: string): string {
  const target = safeNext(next);
  return target === HOME ? page : `${page}?next=${encodeURIComponent(target)}`;
}
