import http from 'node:http';
import { Pool } from 'undici';

/**
 * The runtime's limit: a node:http server that pipes to undici's dispatch, without a line of product in between.
 * Usage: node bare-pipe.mjs (<port> <upstream origin>)…
 */
function pipe(port, upstream) {
  const pool = new Pool(upstream, { pipelining: 1, connections: 512 });
  http
    .createServer((request, response) => {
      pool.dispatch(
        { path: request.url, method: request.method, headers: request.rawHeaders, body: request },
        {
          onConnect() {},
          onHeaders(status, rawHeaders, resume) {
            const headers = [];
            for (const value of rawHeaders) headers.push(value.toString('latin1'));
            response.writeHead(status, headers);
            this.resume = resume;
            return true;
          },
          onData(data) {
            if (response.write(data)) return true;
            response.once('drain', this.resume);
            return false;
          },
          onComplete() {
            response.end();
          },
          onError() {
            response.destroy();
          },
        },
      );
    })
    .listen(Number(port), '127.0.0.1');
}

const pairs = process.argv.slice(2);
for (let index = 0; index < pairs.length; index += 2) pipe(pairs[index], pairs[index + 1]);
