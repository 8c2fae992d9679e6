const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a browser sent this write from a page of another site, so that a cookie with it proves nothing.
 * Browsers name the page in Origin (or Sec-Fetch-Site, Referer); a program that sends none of them is no browser.
 */
export function isCrossSiteWrite(request: Request, trustedOrigins: readonly string[]): boolean {
  if (SAFE_METHODS.has(request.method)) return false;
  const { headers } = request;
  const origin = headers.get('origin');
  if (origin !== null) return !isOwnOrigin(origin, headers.get('host'), trustedOrigins);
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site !== 'same-origin' && site !== 'none';
  const referer = headers.get('referer');
  return referer !== null && !isOwnOrigin(referer, headers.get('host'), trustedOrigins);
}

/** The page's host is the one the request was sent to, which a page of another site can't bring about; or it is trusted. */
function isOwnOrigin(origin: string, host: string | null, trustedOrigins: readonly string[]): boolean {
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  return (host !== null && page.host === host) || trustedOrigins.includes(page.origin);
}

/** The dashboard's own origin; on a development machine under each of the names that mean this machine. */
export function ownOrigins(webUrl: string): string[] {
  const { origin, protocol, hostname, port } = new URL(webUrl);
  const loopback = ['localhost', '127.0.0.1', '[::1]'];
  if (!loopback.includes(hostname)) return [origin];
  return loopback.map((name) => `${protocol}//${name}${port === '' ? '' : `:${port}`}`);
}
