import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRaw } from './testing/raw-http.ts';
import { startTestProxy, type TestProxy } from './testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from './testing/start-upstream.ts';

let upstream: TestUpstream;

beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

async function withProxy(
  env: Record<string, string>,
  use: (proxy: TestProxy) => Promise<void>,
): Promise<void> {
  const proxy = await startTestProxy({ OPENAI_BASE_URL: upstream.url, ...env });
  try {
    await use(proxy);
  } finally {
    await proxy.close();
  }
}

describe('the proxy’s own routes', () => {
  it('say that it lives, what it depends on and what it does', async () => {
    await withProxy({}, async (proxy) => {
      await fetch(`${proxy.url}/v1/models`, { headers: { 'Helicone-Auth': `Bearer ${proxy.key}` } });
      expect(await (await fetch(`${proxy.url}/healthz`)).json()).toEqual({ status: 'ok' });
      const ready = await fetch(`${proxy.url}/readyz`);
      expect(ready.status).toBe(200);
      expect(await ready.json()).toEqual({
        status: 'ready',
        dependencies: { postgres: 'ok', redis: 'ok', spool: 'ok' },
      });
      await eventually(async () => {
        const metrics = await (await fetch(`${proxy.url}/metrics`)).text();
        expect(metrics).toContain('heliograph_proxy_requests_total{provider="openai",status="200"} 1');
        expect(metrics).toContain('heliograph_proxy_requests_in_flight 0');
        expect(metrics).toContain('heliograph_proxy_records_shipped_total 1');
        expect(metrics).toContain('heliograph_proxy_spool_unshipped_records 0');
        expect(metrics).toContain('nodejs_eventloop_lag_seconds');
      });
    });
  });
});

describe('without Redis', () => {
  it('traffic goes on and /readyz says what is missing', async () => {
    await withProxy({ REDIS_URL: 'redis://127.0.0.1:1' }, async (proxy) => {
      const answer = await fetch(`${proxy.url}/v1/models`, {
        headers: { 'Helicone-Auth': `Bearer ${proxy.key}` },
      });
      expect(answer.status).toBe(200);
      const metrics = await (await fetch(`${proxy.url}/metrics`)).text();
      expect(metrics).toContain('heliograph_proxy_spool_unshipped_records 1');
      expect(await (await fetch(`${proxy.url}/readyz`)).json()).toMatchObject({
        status: 'degraded',
        dependencies: { redis: 'unavailable' },
      });
    });
  });
});

describe('closing', () => {
  it('lets a running stream end, takes no new connection and ships its record', async () => {
    let finish: (() => void) | undefined;
    upstream.answer((_req, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      res.write('data: 1\n\n');
      finish = () => res.end('data: [DONE]\n\n');
    });
    await withProxy({ DRAIN_SECONDS: '20' }, async (proxy) => {
      const raw = openRaw(proxy.port);
      raw.socket.write(`GET /v1/stream HTTP/1.1\r\nHost: h\r\nHelicone-Auth: Bearer ${proxy.key}\r\n\r\n`);
      await eventually(() => expect(raw.received()).toContain('data: 1'));
      const closed = proxy.proxy.close();
      await expect(fetch(`${proxy.url}/healthz`)).rejects.toThrow();
      finish?.();
      await closed;
      expect(raw.received()).toMatch(/data: \[DONE\]\n\n\r\n0\r\n\r\n$/);
      const id = /Helicone-Id: (\S+)/.exec(raw.received())?.[1] ?? '';
      expect((await proxy.recordOf(id)).record.outcome).toBe('success');
    });
  });

  it('cuts what is still running after DRAIN_SECONDS, and logs it', async () => {
    upstream.answer((_req, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      res.write('data: 1\n\n');
    });
    await withProxy({ DRAIN_SECONDS: '0.2' }, async (proxy) => {
      const raw = openRaw(proxy.port);
      raw.socket.write(`GET /v1/stream HTTP/1.1\r\nHost: h\r\nHelicone-Auth: Bearer ${proxy.key}\r\n\r\n`);
      await eventually(() => expect(raw.received()).toContain('data: 1'));
      await proxy.proxy.close();
      const id = /Helicone-Id: (\S+)/.exec(raw.received())?.[1] ?? '';
      expect((await proxy.recordOf(id)).record.outcome).toBe('cancelled');
    });
  });
});
