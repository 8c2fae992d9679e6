import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startStack } from '@heliograph/stack/start-stack';
import { ensureSystemPackages } from '../../scripts/platform/system-packages.mjs';
import { growth, upload } from './memory.mjs';
import { startUpstream } from './nginx.mjs';
import { longPrompt, prompt, streamPrompt } from './payloads.mjs';
import { cpuMicroseconds, rssMegabytes } from './process-usage.mjs';
import { formatReport, median } from './report.mjs';
import { makeKey, subjects, untilListening } from './subjects.mjs';
import { wrk } from './wrk.mjs';

const run = promisify(execFile);
const here = import.meta.dirname;
/** Load and upstream on one core, the subject alone on the other. */
const LOAD_CPU = 0;
const SUBJECT_CPU = 1;
const ports = {
  upstream: 18_901,
  streams: 18_902,
  nginx: 18_903,
  bare: 18_904,
  bareStreams: 18_905,
  heliograph: 18_906,
  portkey: 18_907,
};

async function script(name, options) {
  const { stdout } = await run(
    'taskset',
    ['-c', String(LOAD_CPU), process.execPath, path.join(here, name), JSON.stringify(options)],
    { maxBuffer: 1e7 },
  );
  return JSON.parse(stdout);
}

/** All loads on one subject, once. */
async function measure(subject, child, { folder, seconds }) {
  const closed = (options) =>
    wrk({
      folder,
      url: subject.url,
      headers: subject.headers,
      body: prompt,
      cpu: LOAD_CPU,
      seconds,
      ...options,
    });
  await closed({ connections: 32, seconds: Math.max(2, seconds / 2) });
  const result = { c1: await closed({ connections: 1 }) };
  const cpuBefore = child ? cpuMicroseconds(child.pid) : 0;
  result.c32 = await closed({ connections: 32 });
  if (child) result.cpuPerRequest = (cpuMicroseconds(child.pid) - cpuBefore) / result.c32.requests;
  result.c256 = await closed({ connections: 256 });
  result.body1mb = await closed({ body: longPrompt, connections: 8 });
  result.open1000 = await script('open-loop.mjs', {
    url: subject.url,
    headers: subject.headers,
    body: prompt,
    perSecond: 1000,
    seconds: seconds * 2,
  });
  if (!subject.noStreams) {
    result.stream = await closed({ url: subject.streamUrl, body: streamPrompt, connections: 32 });
    result.firstChunk = await script('first-chunk.mjs', {
      url: `${subject.streamUrl}?gap=1`,
      headers: subject.headers,
      body: streamPrompt,
      count: Math.round(seconds * 10),
    });
  }
  if (child) result.rss = rssMegabytes(child.pid);
  return result;
}

function stop(child) {
  if (!child || child.exitCode !== null) return undefined;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  return ended;
}

/** Medians of the rounds, value by value. */
function medians(rounds) {
  const first = rounds[0];
  if (typeof first === 'number') return median(rounds);
  return Object.fromEntries(
    Object.keys(first).map((key) => [key, medians(rounds.map((round) => round[key]))]),
  );
}

/**
 * Heliograph beside what it could be compared with, interleaved in one run against the same upstream.
 * `short` is one quick round, to see that the bench works; `seconds` is how long each load lasts.
 */
export async function proxyBench({ short, json, seconds = short ? 1 : 5, rounds = short ? 1 : 3 }) {
  await ensureSystemPackages({ wrk: 'wrk', nginx: 'nginx-light', 'redis-server': 'redis-server' });
  const folder = await mkdtemp(path.join(tmpdir(), 'heliograph-bench-'));
  await run('chmod', ['755', folder]);
  const running = [];
  try {
    const stack = await startStack({
      dataDir: path.join(folder, 'data'),
      ports: {
        postgres: 18_911,
        clickhouse: 18_912,
        redis: 18_913,
        fakeProvider: 18_914,
        cacheRedis: 18_915,
      },
      clickhouseUrl: 'http://127.0.0.1:18912/unused',
      fakeProvider: false,
    });
    const key = await makeKey(stack.databaseUrl);
    const upstream = await startUpstream(folder, ports.upstream, LOAD_CPU);
    running.push(upstream);
    const streams = spawn(
      'taskset',
      [
        '-c',
        String(LOAD_CPU),
        process.execPath,
        path.join(here, 'stream-upstream.mjs'),
        String(ports.streams),
      ],
      { stdio: 'inherit' },
    );
    running.push(streams);
    await untilListening(ports.upstream, upstream, 'upstream');
    await untilListening(ports.streams, streams, 'stream upstream');

    const proxyEntry = path.resolve(here, '../../apps/proxy/dist/main.js');
    const compared = await subjects({ folder, ports, stack, key, cpu: SUBJECT_CPU, proxyEntry });
    const results = new Map(compared.map((subject) => [subject.name, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const subject of compared) {
        process.stderr.write(`round ${round + 1}/${rounds}: ${subject.name}\n`);
        const child = await subject.start();
        try {
          results.get(subject.name).push(await measure(subject, child, { folder, seconds }));
        } finally {
          await stop(child);
        }
      }
    }
    const heliograph = compared.find((subject) => subject.name.startsWith('Heliograph'));
    const memory = {
      growth: await growth(heliograph, { folder, requests: short ? 4_000 : 200_000, cpu: LOAD_CPU, stop }),
      upload: await upload(heliograph, { megabytes: short ? 50 : 500, stop }),
    };
    const report = Object.fromEntries([...results].map(([name, list]) => [name, medians(list)]));
    process.stdout.write(formatReport(report, memory));
    if (json)
      await writeFile(
        json,
        `${JSON.stringify({ node: process.version, seconds, rounds, report, memory }, null, 2)}\n`,
      );
    await stack.stop();
  } finally {
    await Promise.all(running.map(stop));
    await rm(folder, { recursive: true, force: true });
  }
}
