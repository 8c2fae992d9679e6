import type { IncomingMessage } from 'node:http';
import { parseHeaders, type ParsedHeaders } from '@heliograph/headers/parse-headers';
import { v7 as uuid } from 'uuid';
import { readTarget, type RequestTarget } from './route/read-target.ts';

/** A request as it arrived, read once. */
export interface Incoming {
  /** The caller's Helicone-Request-Id, else a UUIDv7. */
  id: string;
  /** Arrival, milliseconds since the epoch. */
  createdAt: number;
  method: string;
  host: string;
  target: RequestTarget;
  headers: ParsedHeaders;
}

/** Reads method, target and headers; never throws. */
export function readIncoming(req: IncomingMessage): Incoming {
  const headers = parseHeaders(req.rawHeaders);
  return {
    id: headers.control.requestId ?? uuid(),
    createdAt: Date.now(),
    method: req.method ?? 'GET',
    host: req.headers.host ?? '',
    target: readTarget(req.url ?? '/'),
    headers,
  };
}
