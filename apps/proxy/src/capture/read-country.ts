import { headerValue } from '../respond/header-value.ts';

/** Where Cloudflare, CloudFront, Vercel and App Engine say it, by their documentation. */
const HEADERS = ['cf-ipcountry', 'cloudfront-viewer-country', 'x-vercel-ip-country', 'x-appengine-country'];

/** What they say where they don't know it: no country, and Cloudflare's T1 for Tor. */
const UNKNOWN = new Set(['XX', 'ZZ', 'T1']);

/** The caller's country (ISO 3166 alpha-2) by a CDN in front of the proxy; null where none says it. */
export function readCountry(headers: readonly string[]): string | null {
  for (const name of HEADERS) {
    const value = headerValue(headers, name)?.toUpperCase();
    if (value !== undefined && /^[A-Z]{2}$/.test(value) && !UNKNOWN.has(value)) return value;
  }
  return null;
}
