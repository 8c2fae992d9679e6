/** Server and path under which a provider's API lives; `basePath` is '' or starts with a slash and ends without one. */
export interface UpstreamBase {
  origin: string;
  basePath: string;
}

/** Takes a base URL apart. Throws a TypeError where it isn't an http(s) URL. */
export function readBaseUrl(baseUrl: string): UpstreamBase {
  const url = new URL(baseUrl);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new TypeError(`Not an http(s) URL: ${url.protocol}`);
  return { origin: url.origin, basePath: url.pathname.replace(/\/+$/, '') };
}

/**
 * Puts a request's path behind a base path. Base URLs are written with and without the version
 * (`https://api.openai.com/v1`), so a `/v1` at the seam is never doubled.
 */
export function joinPath(basePath: string, path: string): string {
  if (basePath === '') return path;
  const overlaps = basePath.endsWith('/v1') && (path === '/v1' || path.startsWith('/v1/'));
  return overlaps ? basePath.slice(0, -3) + path : basePath + path;
}

/** A dot segment, plain or percent-encoded, between separators, plain or percent-encoded. */
const DOT_SEGMENT = /(?:^|[/\\]|%2f|%5c)(?:\.|%2e){1,2}(?:$|[/\\;]|%2f|%5c)/i;

/** Whether a path could climb out of its base path at the provider's server, or can't be sent at all. */
export function isUnsafePath(path: string): boolean {
  return /[^\x21-\x7e\x80-\xff]|\\/.test(path) || DOT_SEGMENT.test(path);
}
