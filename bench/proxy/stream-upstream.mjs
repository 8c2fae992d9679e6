import http from 'node:http';
import { chunk } from './payloads.mjs';

/**
 * An upstream that streams: 200 chunks, each written by itself. `?gap=5` waits that many ms between them.
 * Usage: node stream-upstream.mjs <port>
 */
const chunks = Array.from({ length: 200 }, (_, index) => Buffer.from(chunk(index)));

http
  .createServer((request, response) => {
    const gap = Number(new URL(request.url, 'http://upstream').searchParams.get('gap') ?? 0);
    request.resume().once('end', () => {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      let index = 0;
      const next = () => {
        if (response.destroyed) return;
        if (index === chunks.length) return response.end('data: [DONE]\n\n');
        response.write(chunks[index++]);
        if (gap > 0) setTimeout(next, gap);
        else setImmediate(next);
      };
      next();
    });
  })
  .listen(Number(process.argv[2]), '127.0.0.1');
