import http from 'node:http';

/**
 * Requests at a fixed rate, whether or not answers come: latency counts from the time a request was due,
 * so that a stall is charged to every request it delays.
 * Usage: node open-loop.mjs '<json: {url, headers, body, perSecond, seconds}>' → prints {p50, p95, p99, sent, failed} in ms.
 */
const { url, headers, body, perSecond, seconds } = JSON.parse(process.argv[2]);
const target = new URL(url);
const agent = new http.Agent({ keepAlive: true, maxSockets: 256, scheduling: 'lifo' });
const payload = Buffer.from(body);
const latencies = [];
let failed = 0;
let open = 0;
let sent = 0;

function send(dueAt) {
  open += 1;
  sent += 1;
  const request = http.request(
    {
      agent,
      host: target.hostname,
      port: target.port,
      path: target.pathname,
      method: 'POST',
      headers: { ...headers, 'content-length': payload.length },
    },
    (response) => {
      if (response.statusCode !== 200) failed += 1;
      response.on('data', () => {});
      response.on('end', () => {
        open -= 1;
        latencies.push(performance.now() - dueAt);
      });
    },
  );
  request.on('error', () => {
    open -= 1;
    failed += 1;
  });
  request.end(payload);
}

const start = performance.now();
const total = perSecond * seconds;
let next = 0;
function tick() {
  const now = performance.now();
  while (next < total && start + (next * 1000) / perSecond <= now) {
    send(start + (next * 1000) / perSecond);
    next += 1;
  }
  if (next < total || open > 0) return setImmediate(tick);
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
  process.stdout.write(JSON.stringify({ p50: at(0.5), p95: at(0.95), p99: at(0.99), sent, failed }));
  process.exit(0);
}
tick();
