import http from 'node:http';
import { prompt } from './payloads.mjs';
import { rssMegabytes } from './process-usage.mjs';
import { wrk } from './wrk.mjs';

/** RSS after a tenth of the requests and after all of them, MB. */
export async function growth(subject, { folder, requests, cpu, stop }) {
  const child = await subject.start();
  try {
    let sent = 0;
    const until = async (count) => {
      while (sent < count) {
        const load = { folder, url: subject.url, headers: subject.headers, body: prompt, cpu };
        sent += (await wrk({ ...load, connections: 32, seconds: 2 })).requests;
      }
      return { requests: sent, rss: rssMegabytes(child.pid) };
    };
    return { early: await until(requests / 10), late: await until(requests) };
  } finally {
    await stop(child);
  }
}

/** The highest RSS seen during one streamed upload above that before it, MB. */
export async function upload(subject, { megabytes, stop }) {
  const child = await subject.start();
  try {
    await post(subject, 1);
    const before = rssMegabytes(child.pid);
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, rssMegabytes(child.pid));
    }, 50);
    await post(subject, megabytes);
    clearInterval(watch);
    return { megabytes, before, peak, raised: peak - before };
  } finally {
    await stop(child);
  }
}

function post(subject, megabytes) {
  const target = new URL(subject.url);
  const block = Buffer.alloc(1_000_000, 'x');
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        host: target.hostname,
        port: target.port,
        path: '/v1/files',
        method: 'POST',
        headers: { ...subject.headers, 'content-type': 'application/octet-stream' },
      },
      (response) => {
        response
          .resume()
          .once('end', () =>
            response.statusCode === 200 ? resolve() : reject(new Error(`upload: ${response.statusCode}`)),
          );
      },
    );
    request.once('error', reject);
    let sent = 0;
    const pump = () => {
      while (sent < megabytes) {
        sent += 1;
        if (!request.write(block)) return request.once('drain', pump);
      }
      return request.end();
    };
    pump();
  });
}
