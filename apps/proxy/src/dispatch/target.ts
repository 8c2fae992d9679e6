import type { Readable } from 'node:stream';
import type { Route } from '@heliograph/providers/match-route';

/** Where a request may go, and what it is there. */
export interface CallTarget {
  route: Route;
  /** Its place in Helicone-Fallback; null for the request's own provider. */
  fallbackIndex: number | null;
  /** The model asked for, where it is known. */
  model: string | null;
  /** '' or the query string with its question mark; the path is the route's. */
  query: string;
  /** Name, value, … */
  headers: string[];
  body: Buffer | Readable | null;
}
