import { randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { EngineError } from './engine-error.ts';
import { checkStatement, type Engine } from './engine.ts';
import { readFrontRequest } from './front-request.ts';
import { sendError, sendOutcome } from './respond.ts';

export interface FrontServerOptions {
  engine: Engine;
  /** When set, requests must bring it (Basic auth, X-ClickHouse-Key or ?password=); the user name is free. */
  password: string | undefined;
}

/** ClickHouse's HTTP interface over the embedded engine: `/`, `/ping`, `/replicas_status`. */
export function createFrontServer(options: FrontServerOptions): Server {
  const server = createServer((request, response) => {
    void answer(request, response, options).catch((error: unknown) => sendError(response, error));
  });
  // As ClickHouse does; @clickhouse/client keeps idle sockets for less.
  server.keepAliveTimeout = 10_000;
  // A query may take as long as it takes.
  server.requestTimeout = 0;
  return server;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: FrontServerOptions,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname === '/ping' || url.pathname === '/replicas_status') {
    response.end('Ok.\n');
    return;
  }
  const { method } = request;
  if (url.pathname !== '/' || (method !== 'GET' && method !== 'HEAD' && method !== 'POST')) {
    response.statusCode = url.pathname === '/' ? 501 : 404;
    response.end(`There is no handle ${method} ${url.pathname}. Use / or /ping.\n`);
    return;
  }
  const queryId = url.searchParams.get('query_id') ?? '';
  response.setHeader('X-ClickHouse-Query-Id', queryId === '' ? randomUUID() : queryId);
  response.setHeader('X-ClickHouse-Server-Display-Name', 'heliograph-embedded');
  if (options.password !== undefined && !isAllowed(request, url, options.password)) {
    throw EngineError.of(516, 'AUTHENTICATION_FAILED', 'Authentication failed: password is incorrect.');
  }
  if (method !== 'POST' && !url.searchParams.has('query')) {
    response.end('Ok.\n');
    return;
  }

  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const frontRequest = await readFrontRequest(request, url);
  const statement = checkStatement(frontRequest.sql, method !== 'POST');
  const outcome = await options.engine.run(frontRequest, statement, gone.signal);
  const gzipped = frontRequest.compress && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (!gone.signal.aborted) await sendOutcome(response, outcome, gzipped);
}

function isAllowed(request: IncomingMessage, url: URL, password: string): boolean {
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const [, fromBasic] = /^[^:]*:(.*)$/s.exec(Buffer.from(basic, 'base64').toString('utf8')) ?? [];
  const header = request.headers['x-clickhouse-key'];
  // Node reads header bytes as Latin-1; the password is UTF-8.
  const fromHeader = typeof header === 'string' ? Buffer.from(header, 'latin1').toString('utf8') : undefined;
  const given = fromBasic ?? fromHeader ?? url.searchParams.get('password') ?? '';
  const [a, b] = [Buffer.from(given), Buffer.from(password)];
  return a.length === b.length && timingSafeEqual(a, b);
}
