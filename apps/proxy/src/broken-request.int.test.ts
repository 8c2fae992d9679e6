import { once } from 'node:events';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openRaw, sendRaw } from './testing/raw-http.ts';
import { startTestProxy, type TestProxy } from './testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from './testing/start-upstream.ts';

let upstream: TestUpstream;
let proxy: TestProxy;

beforeAll(async () => {
  upstream = await startUpstream();
  proxy = await startTestProxy({ OPENAI_BASE_URL: upstream.url });
});
afterAll(async () => {
  await proxy.close();
  await upstream.close();
});

it('garbage gets 400 with a code and words, and the connection ends', async () => {
  const { status, headers, body } = await sendRaw(proxy.port, 'garbage\r\n\r\n');
  expect(status).toBe(400);
  expect(headers).toEqual(
    expect.arrayContaining(['Helicone-Error', 'invalid_request', 'Connection', 'close']),
  );
  expect(JSON.parse(body.toString()).error).toMatchObject({ code: 'invalid_request' });
});

it('garbage behind a request doesn’t take the place of its answer', async () => {
  let finish = (): void => undefined;
  upstream.answer((_req, res) => {
    finish = () => res.end('the answer');
  });
  const { socket, received } = openRaw(proxy.port);
  const closed = once(socket, 'close');
  socket.write(
    `GET /v1/models HTTP/1.1\r\nHost: x\r\nHelicone-Auth: Bearer ${proxy.key}\r\n\r\ngarbage\r\n\r\n`,
  );
  await vi.waitUntil(() => upstream.seen.length === 1);
  finish();
  await closed;
  expect(received()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(received()).toMatch(/the answer(HTTP\/1\.1 400 Bad Request\r\n|$)/);
});
