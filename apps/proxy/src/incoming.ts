import { parseHeaders, type ParsedHeaders } from '@heliograph/headers/parse-headers';
import { v7 as uuid } from 'uuid';
import type { ClientRequest } from './client/client-exchange.ts';
import type { Cors } from './cors/cors.ts';
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
  /** Headers for the answer (name, value, …) that let a web page read it; mostly none. */
  cors: readonly string[];
}

/** Reads method, target and headers; never throws. */
export function readIncoming(request: Omit<ClientRequest, 'readBody'>, cors: Cors): Incoming {
  const headers = parseHeaders(request.rawHeaders);
  return {
    id: headers.control.requestId ?? uuid(),
    createdAt: Date.now(),
    method: request.method,
    host: request.host,
    target: readTarget(request.url),
    headers,
    cors: cors.answerHeaders(request.origin),
  };
}
