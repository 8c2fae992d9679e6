/** The page of a session, whatever characters its id has. */
export function sessionUrl(id: string): string {
  return `/sessions/${encodeURIComponent(id)}`;
}

/** The page of an end user. */
export function userUrl(id: string): string {
  return `/users/${encodeURIComponent(id)}`;
}
