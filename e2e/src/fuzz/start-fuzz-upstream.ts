import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MARKER } from './make-case.ts';

/** The provider's place: answers with the marks it found in a request and notes what must not happen. */
export interface FuzzUpstream {
  url: string;
  requests(): number;
  /** What was wrong with the requests since the last time. */
  takeProblems(): string[];
  close(): Promise<void>;
}

export async function startFuzzUpstream(): Promise<FuzzUpstream> {
  let problems: string[] = [];
  let requests = 0;
  const server = createServer({ maxHeaderSize: 1024 * 1024 }, (req, res) => {
    const chunks: Buffer[] = [];
    req.on('error', () => undefined);
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      requests += 1;
      const body = Buffer.concat(chunks);
      const seen = `${req.method} ${req.url}\n${req.rawHeaders.join('\n')}\n${body.toString('latin1')}`;
      const markers = marksIn(seen);
      const note = (what: string): number =>
        problems.push(`${what}: ${JSON.stringify(seen.slice(0, 2_000))}`);
      if (markers.length > 1) note('Bytes of several clients in one request');
      if (Object.keys(req.headers).some((name) => name.startsWith('helicone-')))
        note('A control header came through');
      const answer = JSON.stringify({ markers, bytes: body.length });
      // Failures for those that ask for retries; the good requests between the cases have another length.
      if (body.length % 7 === 3) {
        res.writeHead(503, { 'content-type': 'application/json' });
        res.end(answer);
      } else if (body.length % 7 === 1) {
        res.destroy();
      } else if (body.includes('"stream":true')) {
        res.writeHead(200, { 'content-type': 'text/event-stream' });
        res.write(`data: ${answer}\n\n`);
        setImmediate(() => res.end('data: [DONE]\n\n'));
      } else if (body.length % 2 === 1) {
        res.writeHead(200, { 'content-type': 'application/json' });
        res.write(answer.slice(0, 5));
        res.end(answer.slice(5));
      } else {
        res.writeHead(200, {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(answer),
        });
        res.end(answer);
      }
    });
  });
  server.keepAliveTimeout = 60_000;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const { code = '' } = error;
    // A client that left in the middle of its body leaves a request without an end; all else is desync.
    if (code.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE')
      problems.push(`No HTTP came: ${code} ${error.message}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    takeProblems() {
      const taken = problems;
      problems = [];
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The different marks in a text. */
export function marksIn(text: string): string[] {
  return [...new Set(text.match(MARKER))];
}
