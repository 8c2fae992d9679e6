import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands before ClickHouse and lets analytics' questions wait, as a server does that has much to read. */
export interface QueryGate {
  /** As CLICKHOUSE_URL. */
  url: string;
  /** From now on questions wait. */
  hold(): void;
  /** What waits is answered by this exception, and so is what comes later. */
  refuse(code: number, message: string): void;
  /** Nothing waits any more. */
  open(): void;
  /** Ids of the queries that wait, of those whose caller has gone meanwhile, and of those that were ended by KILL QUERY. */
  waiting: ReadonlySet<string>;
  left: ReadonlySet<string>;
  killed: ReadonlySet<string>;
  close(): Promise<void>;
}

interface Refusal {
  code: number;
  message: string;
}

/** A real HTTP server in front of the ClickHouse of that URL. */
export async function openQueryGate(clickhouseUrl: string): Promise<QueryGate> {
  const target = new URL(clickhouseUrl);
  const held = new Map<string, () => void>();
  const waiting = new Set<string>();
  const left = new Set<string>();
  const killed = new Set<string>();
  let state: 'open' | 'holding' | Refusal = 'open';

  const refuse = (response: ServerResponse, { code, message }: Refusal): void => {
    response.writeHead(500, { 'x-clickhouse-exception-code': String(code) });
    response.end(`Code: ${code}. DB::Exception: ${message} (TEST)`);
  };
  const pass = (incoming: IncomingMessage, body: Buffer, response: ServerResponse): void => {
    const { method, headers } = incoming;
    const onward = request(
      { host: target.hostname, port: target.port, path: incoming.url, method, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    onward.end(body);
  };
  const settle = (incoming: IncomingMessage, body: Buffer, response: ServerResponse): void => {
    const { searchParams } = new URL(incoming.url ?? '/', target);
    const id = searchParams.get('query_id') ?? '';
    const purpose = searchParams.get('log_comment') ?? '';
    const isKill = body.includes('KILL QUERY');
    if (isKill) killed.add(searchParams.get('param_queryId') ?? '');
    // What several questions read together goes on for whoever stays.
    const isQuestion = purpose.startsWith('heliograph:analytics.') && !purpose.endsWith('.periods');
    if (isKill || !isQuestion || state === 'open') return pass(incoming, body, response);
    if (state !== 'holding') return refuse(response, state);
    waiting.add(id);
    held.set(id, () => {
      held.delete(id);
      waiting.delete(id);
      if (typeof state === 'object') refuse(response, state);
      else pass(incoming, body, response);
    });
    response.on('close', () => {
      if (!held.delete(id)) return;
      waiting.delete(id);
      left.add(id);
    });
  };

  const server = createServer((incoming, response) => {
    const pieces: Buffer[] = [];
    incoming.on('data', (piece: Buffer) => pieces.push(piece));
    incoming.on('end', () => settle(incoming, Buffer.concat(pieces), response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const letGo = (next: 'open' | Refusal): void => {
    state = next;
    for (const go of [...held.values()]) go();
  };
  const url = new URL(target);
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href,
    hold: () => (state = 'holding'),
    refuse: (code, message) => letGo({ code, message }),
    open: () => letGo('open'),
    ...{ waiting, left, killed },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
