import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  // A test reads whatever it expects.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: string;
  /** Never answers. */
  hangs?: boolean;
}

export interface Receiver {
  url: string;
  received: Received[];
  /** What the next calls of a path are answered with, one after the other; 200 without. */
  answer(path: string, ...replies: Reply[]): void;
  /** Calls that were not answered yet. */
  hanging(): number;
  close(): Promise<void>;
}

/** A server that takes notifications and keeps them. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const replies = new Map<string, Reply[]>();
  let hanging = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      const text = Buffer.concat(chunks).toString();
      received.push({ path, headers: request.headers, text, body: JSON.parse(text) });
      const reply = replies.get(path)?.shift() ?? { status: 200, body: 'ok' };
      if (reply.hangs === true) {
        hanging++;
        response.on('close', () => hanging--);
        return;
      }
      response.writeHead(reply.status, reply.headers).end(reply.body ?? '');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: (path, ...next) => replies.set(path, [...(replies.get(path) ?? []), ...next]),
    hanging: () => hanging,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
