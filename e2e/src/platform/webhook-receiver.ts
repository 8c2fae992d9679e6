import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

interface ReceivedHook {
  headers: IncomingHttpHeaders;
  text: string;
}

/** A server of the test's own that takes webhooks; `answerWith` says how it answers from then on. */
export async function startWebhookReceiver() {
  const received: ReceivedHook[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, text: Buffer.concat(chunks).toString() });
      response
        .writeHead(status, { 'content-type': 'text/plain' })
        .end(status === 200 ? 'thanks' : 'no such hook');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/heliograph`,
    received,
    answerWith: (next: number) => (status = next),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
