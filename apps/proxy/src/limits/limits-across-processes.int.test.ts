import { Agent, request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildProxy } from '../testing/build-proxy.ts';
import { startTestCluster, type TestCluster } from '../testing/start-test-cluster.ts';
import { startUpstream, type TestUpstream } from '../testing/start-upstream.ts';

let built: Awaited<ReturnType<typeof buildProxy>>;
let upstream: TestUpstream;
let cluster: TestCluster;
const agent = new Agent({ keepAlive: true, maxSockets: 1_000 });

beforeAll(async () => {
  built = await buildProxy();
  upstream = await startUpstream();
  const env = { OPENAI_BASE_URL: `${upstream.url}/v1`, PROXY_WORKERS: '2' };
  cluster = await startTestCluster(built.file, env, (url) => Promise.resolve(url));
}, 90_000);
afterAll(async () => {
  agent.destroy();
  await cluster.close();
  await upstream.close();
  await built.remove();
});

/** The statuses of so many calls that are all under way at the same time. */
function rush(
  times: number,
  policy: string,
  maxTokens: number,
): Promise<{ status: number; warning: unknown }[]> {
  const body = JSON.stringify({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: 'Hi' }],
    max_tokens: maxTokens,
  });
  const call = () =>
    new Promise<{ status: number; warning: unknown }>((resolve, reject) => {
      const req = request(`${cluster.url}/v1/chat/completions`, {
        agent,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'Helicone-Auth': `Bearer ${cluster.key}`,
          'Helicone-RateLimit-Policy': policy,
        },
      });
      req.on('error', reject);
      req.on('response', (res) => {
        const { statusCode: status = 0, headers } = res;
        res.resume().on('end', () => resolve({ status, warning: headers['helicone-warning'] }));
      });
      req.end(body);
    });
  return Promise.all(Array.from({ length: times }, call));
}

it('of 1,000 calls at the same moment through two processes exactly the 100 of the quota pass', async () => {
  const answers = await rush(1_000, '100;w=3600', 1);
  expect(answers.filter(({ warning }) => warning !== undefined)).toEqual([]);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(100);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(900);
  expect(upstream.seen).toHaveLength(100);
});

it('calls of random cost pass until the money is used up, and it is exceeded by one call at the most', async () => {
  // gpt-4o's output costs 0.001 cents a token.
  const most = 1_000;
  let spent = 0;
  upstream.answer((_req, res) => {
    const completion_tokens = 1 + Math.floor(Math.random() * most);
    spent += completion_tokens;
    const message = { role: 'assistant', content: 'x' };
    const usage = { prompt_tokens: 0, completion_tokens, total_tokens: completion_tokens };
    const choices = [{ index: 0, message, finish_reason: 'stop' }];
    const answer = JSON.stringify({ object: 'chat.completion', model: 'gpt-4o', choices, usage });
    setTimeout(() => {
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end(answer);
    }, Math.random() * 20);
  });
  const quotaCents = 30;
  let refused = 0;
  for (let round = 0; round < 12; round++) {
    const answers = await rush(100, `${quotaCents};w=3600;u=cents`, most);
    refused += answers.filter(({ status }) => status === 429).length;
    expect(answers.filter(({ warning }) => warning !== undefined)).toEqual([]);
  }
  expect(refused).toBeGreaterThan(0);
  expect(spent / 1_000).toBeLessThanOrEqual(quotaCents + 1);
  // What was held too much was given back: all but the last call's worth was used.
  expect(spent / 1_000).toBeGreaterThan(quotaCents - 1);
});
