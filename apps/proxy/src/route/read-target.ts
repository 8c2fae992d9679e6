/** The parts of an HTTP request target. */
export interface RequestTarget {
  path: string;
  /** '' or the query string with its question mark. */
  query: string;
  /** The API key that stood as first path segment, else null; it is no longer part of `path`. */
  pathKey: string | null;
}

const KEY_SEGMENT = '/sk-helicone-';

/** Takes a request target apart; absolute form (`http://host/path`) is accepted as RFC 9112 §3.2.2 asks. */
export function readTarget(target: string): RequestTarget {
  const start = target.startsWith('/') ? 0 : startOfPath(target);
  const question = target.indexOf('?', start);
  const query = question === -1 ? '' : target.slice(question);
  let path = question === -1 ? target.slice(start) : target.slice(start, question);
  if (path === '') path = '/';
  if (!path.startsWith(KEY_SEGMENT)) return { path, query, pathKey: null };
  const end = path.indexOf('/', 1);
  return end === -1
    ? { path: '/', query, pathKey: path.slice(1) }
    : { path: path.slice(end), query, pathKey: path.slice(1, end) };
}

function startOfPath(target: string): number {
  const authority = /^https?:\/\/[^/?#]*/i.exec(target);
  return authority === null ? 0 : authority[0].length;
}
