import http from 'node:http';

/**
 * Time from sending a request to the first byte of the streamed answer's body, one after the other.
 * Usage: node first-chunk.mjs '<json: {url, headers, body, count}>' → prints {p50, p95, p99} in ms.
 */
const { url, headers, body, count } = JSON.parse(process.argv[2]);
const target = new URL(url);
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function once() {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const request = http.request(
      {
        agent,
        host: target.hostname,
        port: target.port,
        path: target.pathname + target.search,
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        let first = 0;
        response.on('data', () => {
          first ||= performance.now() - start;
        });
        response.on('end', () =>
          response.statusCode === 200 ? resolve(first) : reject(new Error('not 200')),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

const times = [];
for (let index = 0; index < count + 20; index += 1) {
  const time = await once();
  if (index >= 20) times.push(time);
}
times.sort((a, b) => a - b);
const at = (share) => times[Math.floor(times.length * share)];
process.stdout.write(JSON.stringify({ p50: at(0.5), p95: at(0.95), p99: at(0.99) }));
process.exit(0);
