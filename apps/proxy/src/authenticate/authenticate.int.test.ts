import { makeApiKey } from '@heliograph/services/api-key/key-format';
import { hashApiKey, last4OfApiKey } from '@heliograph/services/api-key/key-format';
import { v7 as uuid } from 'uuid';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cuttableWay, type CuttableWay } from '../testing/cuttable-way.ts';
import { startTestProxy, type TestProxy } from '../testing/start-test-proxy.ts';
import { startUpstream, type TestUpstream } from '../testing/start-upstream.ts';

let upstream: TestUpstream;
let proxy: TestProxy;

beforeAll(async () => {
  upstream = await startUpstream();
  proxy = await startTestProxy({ OPENAI_BASE_URL: upstream.url, ANTHROPIC_BASE_URL: upstream.url });
});
afterAll(async () => {
  await proxy.close();
  await upstream.close();
});

function call(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(proxy.url + path, { method: 'POST', body: '{}', headers });
}

describe('a call without a good key', () => {
  it.each([
    ['missing_api_key', {}],
    ['malformed_api_key', { 'Helicone-Auth': 'sk-helicone-x' }],
    ['malformed_api_key', { 'Helicone-Auth': 'Bearer sk-other-thing' }],
    ['malformed_api_key', { 'Helicone-Auth': '' }],
    ['invalid_api_key', { 'Helicone-Auth': `Bearer ${makeApiKey()}` }],
  ])('gets 401 %s and what to do, in OpenAI’s shape', async (code, headers) => {
    const answer = await call('/v1/chat/completions', headers);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('helicone-error')).toBe(code);
    expect(answer.headers.get('helicone-status')).toBe('failed');
    expect(answer.headers.get('helicone-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await answer.json()).toEqual({
      error: {
        code,
        type: 'invalid_request_error',
        param: null,
        message: expect.stringContaining('Helicone-Auth'),
      },
    });
  });

  it('gets Anthropic’s shape where Anthropic is called', async () => {
    const answer = await call('/anthropic/v1/messages');
    expect(await answer.json()).toMatchObject({
      type: 'error',
      error: { type: 'authentication_error', code: 'missing_api_key' },
    });
  });
});

describe('a key', () => {
  it('works as first path segment and beside the provider’s key, and never leaves the proxy', async () => {
    upstream.seen.length = 0;
    const ways = [
      call(`/${proxy.key}/v1/models`, { Authorization: 'Bearer sk-p' }),
      call('/v1/models', { Authorization: `Bearer sk-p,${proxy.key}` }),
      call('/v1/models', { Authorization: `Bearer ${proxy.key},sk-p` }),
      call('/v1/models', { Authorization: 'Bearer sk-p', 'Helicone-Auth': `Bearer ${proxy.key}` }),
    ];
    expect((await Promise.all(ways)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    for (const { url, rawHeaders } of upstream.seen) {
      expect(url).toBe('/v1/models');
      expect(rawHeaders[rawHeaders.findIndex((name) => /^authorization$/i.test(name)) + 1]).toBe(
        'Bearer sk-p',
      );
      expect(rawHeaders.join()).not.toContain('helicone');
    }
  });

  it('is refused within a second of being revoked', async () => {
    const { id, key } = await proxy.makeKey('short-lived');
    const headers = { 'Helicone-Auth': `Bearer ${key}` };
    expect((await call('/v1/models', headers)).status).toBe(200);
    await proxy.revokeKey(id);
    await eventually(async () => expect((await call('/v1/models', headers)).status).toBe(401), {
      timeout: 1000,
      interval: 20,
    });
    const answer = await call('/v1/models', headers);
    expect(answer.headers.get('helicone-error')).toBe('revoked_api_key');
  });

  it('works at once although it was asked for before it was made', async () => {
    const key = makeApiKey();
    const headers = { 'Helicone-Auth': `Bearer ${key}` };
    expect((await call('/v1/models', headers)).status).toBe(401);
    await proxy.db.apiKey.create({
      data: {
        id: uuid(),
        organizationId: proxy.organizationId,
        name: 'late',
        hash: hashApiKey(key),
        last4: last4OfApiKey(key),
      },
    });
    await eventually(async () => expect((await call('/v1/models', headers)).status).toBe(200), {
      timeout: 1000,
      interval: 20,
    });
  });

  it('shows when it was last used', async () => {
    await call('/v1/models', { 'Helicone-Auth': `Bearer ${proxy.key}` });
    await eventually(
      async () => {
        const row = await proxy.db.apiKey.findUniqueOrThrow({ where: { id: proxy.apiKeyId } });
        expect(row.lastUsedAt).not.toBeNull();
      },
      { timeout: 5000 },
    );
  });
});

describe('without Postgres', () => {
  it('known keys go on from memory, unknown ones get 503, and nothing hangs', async () => {
    let way: CuttableWay | undefined;
    const alone = await startTestProxy(
      { OPENAI_BASE_URL: upstream.url },
      async (url) => (way = await cuttableWay(new URL(url))).url,
    );
    const ask = (key: string) =>
      fetch(`${alone.url}/v1/models`, { headers: { 'Helicone-Auth': `Bearer ${key}` } });
    try {
      expect((await ask(alone.key)).status).toBe(200);
      await way?.cut();
      expect((await ask(alone.key)).status).toBe(200);
      const unknown = await ask(makeApiKey());
      expect(unknown.status).toBe(503);
      expect(unknown.headers.get('helicone-error')).toBe('service_unavailable');
      const ready = await fetch(`${alone.url}/readyz`);
      expect(ready.status).toBe(200);
      expect(await ready.json()).toEqual({
        status: 'degraded',
        dependencies: { postgres: 'unavailable', redis: 'ok', spool: 'ok' },
      });
    } finally {
      await alone.close();
    }
  });
});
