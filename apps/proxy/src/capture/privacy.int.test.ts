import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestProxy, type TestProxy } from '../testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from '../testing/start-upstream.ts';

const CANARY = 'canary-7f3a9c';

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

/** Everything that was ever written for a request: records in the queue, the log, the metrics, the spool's files, Redis itself. */
async function everythingWritten(): Promise<string> {
  const records = (await proxy.records()).map(({ record, requestBody, responseBody }) =>
    [JSON.stringify(record), Buffer.from(requestBody).toString(), Buffer.from(responseBody).toString()].join(
      '\n',
    ),
  );
  const files = await readdir(proxy.spoolDir, { recursive: true, withFileTypes: true });
  const spool = await Promise.all(
    files
      .filter((file) => file.isFile())
      .map((file) => readFile(path.join(file.parentPath, file.name), 'latin1')),
  );
  const redis = new Redis(proxy.redisUrl);
  const keys = await redis.keys('*');
  const dumps = await Promise.all(keys.map((key) => redis.dumpBuffer(key)));
  redis.disconnect();
  const kept = dumps.map((dump) => dump?.toString('latin1') ?? '');
  const metrics = await (await fetch(`${proxy.url}/metrics`)).text();
  return [...records, proxy.logged(), ...spool, ...keys, ...kept, metrics].join('\n');
}

it('keeps no key, cookie, query string or our own key, wherever they travel', async () => {
  upstream.answer((_req, res) => {
    res.writeHead(200, {
      'set-cookie': `s=${CANARY}`,
      'x-secret-token': CANARY,
      'content-type': 'application/json',
    });
    res.end('{"fine":true}');
  });
  const answer = await fetch(`${proxy.url}/v1/chat/completions?key=${CANARY}`, {
    method: 'POST',
    body: '{}',
    headers: {
      'Helicone-Auth': `Bearer ${proxy.key}`,
      Authorization: `Bearer ${CANARY}`,
      'api-key': CANARY,
      'x-api-key': CANARY,
      'x-goog-api-key': CANARY,
      'x-amz-security-token': CANARY,
      Cookie: `c=${CANARY}`,
      'Helicone-Sorcery': CANARY,
      'X-Harmless': 'kept',
    },
  });
  const { record } = await proxy.recordOf(answer.headers.get('helicone-id') ?? '');
  expect(record.requestHeaders).toContainEqual(['X-Harmless', 'kept']);
  expect(record.providerKeyFingerprint).toMatch(/^[0-9a-f]{32}$/);
  const written = await everythingWritten();
  expect(written).not.toContain(CANARY);
  expect(written).not.toContain(proxy.key);
});

it('keeps no key of a call that fails or is refused', async () => {
  const headers = {
    Authorization: `Bearer ${CANARY}`,
    'Helicone-Auth': `Bearer sk-helicone-${CANARY.padEnd(40, 'x')}`,
  };
  expect((await fetch(`${proxy.url}/v1/models?key=${CANARY}`, { headers })).status).toBe(401);
  upstream.answer((_req, res) => res.destroy());
  const ours = { ...headers, 'Helicone-Auth': `Bearer ${proxy.key}`, 'Helicone-Request-Id': CANARY };
  expect((await fetch(`${proxy.url}/v1/models?key=${CANARY}`, { headers: ours })).status).toBe(400);
  const failed = await fetch(`${proxy.url}/v1/models?key=${CANARY}`, {
    headers: { ...headers, 'Helicone-Auth': `Bearer ${proxy.key}` },
  });
  expect(failed.status).toBe(502);
  await proxy.recordOf(failed.headers.get('helicone-id') ?? '');
  expect(await everythingWritten()).not.toContain(CANARY);
});

it.each([
  ['Helicone-Omit-Request', 'request', 'response'],
  ['Helicone-Omit-Response', 'response', 'request'],
] as const)('%s: that body is written nowhere, its size is', async (header, omitted, kept) => {
  const secret = `${CANARY}-${omitted}`;
  upstream.answer((_req, res) => res.end(omitted === 'response' ? secret : 'plain'));
  const answer = await fetch(`${proxy.url}/v1/files`, {
    method: 'POST',
    body: omitted === 'request' ? secret : 'plain',
    headers: { 'Helicone-Auth': `Bearer ${proxy.key}`, [header]: 'true' },
  });
  expect(await answer.text()).toBe(omitted === 'response' ? secret : 'plain');
  const { record } = await proxy.recordOf(answer.headers.get('helicone-id') ?? '');
  expect(record[omitted]).toMatchObject({ omitted: true, truncated: false, bytes: secret.length });
  expect(record[kept]).toMatchObject({ omitted: false, bytes: 5 });
  expect(await everythingWritten()).not.toContain(secret);
});

it('keeps usage and model of an omitted answer, but not its words', async () => {
  const words = `${CANARY}-words`;
  upstream.answer((_req, res) => {
    res.setHeader('content-type', 'application/json');
    res.end(
      JSON.stringify({
        model: 'gpt-4o-mini-2024-07-18',
        choices: [{ index: 0, message: { role: 'assistant', content: words } }],
        usage: { prompt_tokens: 12, completion_tokens: 8, total_tokens: 20 },
      }),
    );
  });
  const answer = await fetch(`${proxy.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'Helicone-Auth': `Bearer ${proxy.key}`, 'Helicone-Omit-Response': 'true' },
    body: JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hi' }] }),
  });
  expect(await answer.text()).toContain(words);
  const { record } = await proxy.recordOf(answer.headers.get('helicone-id') ?? '');
  expect(record.omittedFacts).toMatchObject({
    requestModel: 'gpt-4o-mini',
    responseModel: 'gpt-4o-mini-2024-07-18',
    usage: { inputTokens: 12, outputTokens: 8 },
    usageSource: 'reported',
    usageFlags: [],
  });
  expect(await everythingWritten()).not.toContain(words);
});
