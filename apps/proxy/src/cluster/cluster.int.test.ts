import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import path from 'node:path';
import { v7 as uuid } from 'uuid';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProxy } from '../testing/build-proxy.ts';
import { cuttableWay, type CuttableWay } from '../testing/cuttable-way.ts';
import { openRaw } from '../testing/raw-http.ts';
import { startTestCluster, type TestCluster } from '../testing/start-test-cluster.ts';
import { startUpstream, type TestUpstream } from '../testing/start-upstream.ts';

let built: Awaited<ReturnType<typeof buildProxy>>;
let upstream: TestUpstream;

beforeAll(async () => {
  built = await buildProxy();
  upstream = await startUpstream();
});
afterAll(async () => {
  await upstream.close();
  await built.remove();
});

async function withCluster(
  env: Record<string, string>,
  wayToRedis: (url: string) => Promise<string>,
  use: (cluster: TestCluster) => Promise<void>,
): Promise<void> {
  const cluster = await startTestCluster(built.file, { OPENAI_BASE_URL: upstream.url, ...env }, wayToRedis);
  try {
    await use(cluster);
  } finally {
    await cluster.close();
  }
}

const straight = (url: string): Promise<string> => Promise.resolve(url);

interface Load {
  /** Ids of the requests that were sent. */
  sent: string[];
  /** Everything that was not a complete 200. */
  failures: string[];
  stop(): Promise<void>;
}

/** Clients that call again and again on kept connections, without any retry. */
function startLoad(cluster: TestCluster, clients: number): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const load: Load = { sent: [], failures: [], stop: () => Promise.resolve() };
  let going = true;

  function call(): Promise<void> {
    const id = uuid();
    load.sent.push(id);
    return new Promise((resolve) => {
      const fail = (error: Error): void => {
        load.failures.push(`${id}: ${error.message}`);
        resolve();
      };
      const req = request(
        {
          agent,
          port: cluster.port,
          path: '/v1/chat/completions',
          method: 'POST',
          headers: {
            'helicone-auth': `Bearer ${cluster.key}`,
            'helicone-request-id': id,
            'content-length': 2,
          },
        },
        (res) => {
          if (res.statusCode !== 200) load.failures.push(`${id}: ${res.statusCode}`);
          res.resume();
          res.on('error', fail);
          res.on('end', resolve);
        },
      );
      req.on('error', fail);
      req.end('{}');
    });
  }

  const running = Array.from({ length: clients }, async () => {
    while (going) await call();
  });
  load.stop = async () => {
    going = false;
    await Promise.all(running);
    agent.destroy();
  };
  return load;
}

/** The sum of a counter over its labels, as /metrics shows it. */
async function requestsCounted(cluster: TestCluster): Promise<number> {
  const metrics = await (await fetch(`${cluster.url}/metrics`)).text();
  return Array.from(metrics.matchAll(/^heliograph_proxy_requests_total\{.*\} (\d+)$/gm)).reduce(
    (sum, [, value]) => sum + Number(value),
    0,
  );
}

function call(cluster: TestCluster, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${cluster.url}/v1/models`, {
    headers: { 'Helicone-Auth': `Bearer ${cluster.key}`, Connection: 'close', ...headers },
  });
}

/** A stream that runs through the cluster until `finish` is called. */
async function openStream(cluster: TestCluster): Promise<{ received(): string; finish(): void }> {
  let finish = (): void => undefined;
  upstream.answer((req, res) => {
    if (req.url !== '/v1/stream') return void res.end('{}');
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    res.write('data: 1\n\n');
    finish = () => res.end('data: [DONE]\n\n');
  });
  const raw = openRaw(cluster.port);
  raw.socket.write(`GET /v1/stream HTTP/1.1\r\nHost: h\r\nHelicone-Auth: Bearer ${cluster.key}\r\n\r\n`);
  await eventually(() => expect(raw.received()).toContain('data: 1'));
  return { received: raw.received, finish: () => finish() };
}

describe('several workers', { timeout: 60_000 }, () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    const env = { OPENAI_BASE_URL: upstream.url, PROXY_WORKERS: '3' };
    cluster = await startTestCluster(built.file, env, straight);
  });
  afterAll(() => cluster.close());

  it('share the port, add up their metrics and name themselves in the log', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => call(cluster)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    await eventually(async () => expect(await requestsCounted(cluster)).toBe(12));
    expect((await fetch(`${cluster.url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${cluster.url}/readyz`)).json()).toMatchObject({ status: 'ready' });
    const ready = cluster.log().filter(({ msg }) => msg === 'The proxy is ready');
    expect(ready.map(({ worker }) => worker).sort()).toEqual([1, 2, 3]);
    expect(new Set(ready.map(({ pid }) => pid)).size).toBe(3);
  });

  it('end with a word of what to do where the port is taken', async () => {
    await expect(
      startTestCluster(built.file, { PROXY_PORT: String(cluster.port) }, straight),
    ).rejects.toThrow(/The port is taken .*set PROXY_PORT/);
  });
});

describe('a rolling restart', { timeout: 60_000 }, () => {
  it('replaces every worker under load without one failed request, a lost record or a counter that goes back', async () => {
    await withCluster({ DRAIN_SECONDS: '20' }, straight, async (cluster) => {
      const before = cluster.workerPids();
      const stream = await openStream(cluster);
      const load = startLoad(cluster, 16);
      await eventually(() => expect(load.sent.length).toBeGreaterThan(200));
      cluster.primary.kill('SIGUSR2');
      // The stream's worker is the first or the second to be replaced: it waits for the stream either way.
      await eventually(() => expect(cluster.log().map(({ reason }) => reason)).toContain('drain'), {
        timeout: 20_000,
      });
      stream.finish();
      await eventually(
        () => expect(cluster.log().map(({ msg }) => msg)).toContain('The workers have been replaced'),
        { timeout: 30_000 },
      );
      const during = load.sent.length;
      await eventually(() => expect(load.sent.length).toBeGreaterThan(during + 100));
      await load.stop();
      expect(load.failures).toEqual([]);
      expect(stream.received()).toMatch(/data: \[DONE\]\n\n\r\n0\r\n\r\n$/);
      expect(cluster.workerPids()).toHaveLength(2);
      expect(cluster.workerPids().filter((pid) => before.includes(pid))).toEqual([]);
      await eventually(async () => expect(await requestsCounted(cluster)).toBe(load.sent.length + 1));
      await eventually(
        async () => {
          const logged = new Set((await cluster.records()).map(({ record }) => record.id));
          expect(load.sent.filter((id) => !logged.has(id))).toEqual([]);
        },
        { interval: 200 },
      );
    });
  });
});

describe('a worker that is killed', { timeout: 60_000 }, () => {
  it('is replaced, traffic goes on, and another worker has its records within seconds', async () => {
    let way: CuttableWay | undefined;
    const throughWay = async (url: string): Promise<string> => {
      way = await cuttableWay(new URL(url));
      await way.cut();
      return way.url;
    };
    await withCluster({}, throughWay, async (cluster) => {
      const sent = await Promise.all(
        Array.from({ length: 8 }, async () => (await call(cluster)).headers.get('helicone-id') ?? ''),
      );
      const owners = async (): Promise<string[]> =>
        (await readdir(cluster.spoolDir, { recursive: true }))
          .filter((name) => name.endsWith('.seg'))
          .map((name) => path.dirname(name));
      await eventually(async () => expect(new Set(await owners()).size).toBe(2));
      const [victim] = cluster.workerPids();
      if (victim === undefined) throw new Error('No worker runs');
      process.kill(victim, 'SIGKILL');
      // Sooner than the turn at which each process looks by itself.
      await eventually(async () => expect(new Set(await owners()).size).toBe(1), { timeout: 5_000 });
      expect((await call(cluster)).status).toBe(200);
      await eventually(() => expect(cluster.workerPids()).toHaveLength(2));
      expect(cluster.log()).toContainEqual(
        expect.objectContaining({ pid: cluster.primary.pid, diedPid: victim, how: 'SIGKILL' }),
      );
      await way?.open();
      await Promise.all(sent.map((id) => cluster.recordOf(id)));
    });
    await way?.cut();
  });
});

describe('the end', { timeout: 60_000 }, () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'on %s finishes streams, ships the spools and exits with 0',
    async (signal) => {
      await withCluster({ DRAIN_SECONDS: '20' }, straight, async (cluster) => {
        const stream = await openStream(cluster);
        cluster.primary.kill(signal);
        await eventually(() =>
          expect(cluster.log().filter(({ reason }) => reason === 'drain')).toHaveLength(2),
        );
        await eventually(async () => {
          const refused = await fetch(`${cluster.url}/healthz`, { signal: AbortSignal.timeout(200) }).catch(
            (error: unknown) => (error as { cause?: { code?: string } }).cause?.code,
          );
          expect(refused).toBe('ECONNREFUSED');
        });
        stream.finish();
        expect(await cluster.exited).toBe(0);
        expect(stream.received()).toMatch(/data: \[DONE\]\n\n\r\n0\r\n\r\n$/);
        const id = /Helicone-Id: (\S+)/.exec(stream.received())?.[1] ?? '';
        expect((await cluster.recordOf(id)).record.outcome).toBe('success');
        expect(await readdir(cluster.spoolDir)).toEqual([]);
        expect(cluster.workerPids()).toEqual([]);
      });
    },
  );

  it('of the primary alone lets the workers finish and end by themselves', async () => {
    await withCluster({ DRAIN_SECONDS: '20' }, straight, async (cluster) => {
      const stream = await openStream(cluster);
      cluster.primary.kill('SIGKILL');
      await once(cluster.primary, 'exit');
      stream.finish();
      await eventually(() => expect(cluster.workerPids()).toEqual([]));
      expect(stream.received()).toMatch(/data: \[DONE\]\n\n\r\n0\r\n\r\n$/);
      expect(await readdir(cluster.spoolDir)).toEqual([]);
    });
  });
});
