import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keysOfCalls, nastyBodies, sampleCall } from '../testing/sample-call.ts';
import { curlCall } from './curl-call.ts';

interface Received {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

let server: Server;
let origin = '';
let received: Received | null = null;

beforeAll(async () => {
  server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      received = {
        method: request.method,
        url: request.url,
        headers: request.headers,
        body: Buffer.concat(pieces),
      };
      response.setHeader('content-type', 'application/json').end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

/** Lets a shell read the command as it does what is pasted into it. */
async function runInShell(shell: string, command: string): Promise<Received> {
  received = null;
  const child = spawn(shell, ['-s'], { stdio: ['pipe', 'ignore', 'pipe'] });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const keys = Object.entries(keysOfCalls).map(([name, value]) => `export ${name}='${value}'\n`);
  child.stdin.end(`${keys.join('')}${command}\n`);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0 || received === null) throw new Error(`${shell} ended with ${code}: ${complaints}`);
  return received;
}

test.each(nastyBodies.map((body) => [body.slice(0, 30), body]))(
  '%j arrives byte for byte, from sh and bash',
  { timeout: 30_000 },
  async (_, body) => {
    for (const shell of ['sh', 'bash']) {
      const {
        method,
        url,
        headers,
        body: arrived,
      } = await runInShell(shell, curlCall(sampleCall(origin, body)));
      expect([method, url]).toEqual(['POST', '/v1/chat/completions']);
      expect(arrived.equals(Buffer.from(body))).toBe(true);
      expect(headers).toMatchObject({
        authorization: 'Bearer sk-$1',
        'helicone-auth': 'Bearer sk-helicone-1',
        'content-type': 'application/json',
        'openai-beta': 'assistants=v2',
      });
      expect(headers['x-stainless-lang']).toBeUndefined();
    }
  },
);

test('any text does, and any tag', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc
        .string({ unit: 'binary', minLength: 1, maxLength: 200 })
        .filter((text) => !/\p{Surrogate}/u.test(text) && !text.includes('\0')),
      fc.string({ unit: 'grapheme-ascii', minLength: 1 }).map((text) => text.trim()),
      async (body, tag) => {
        const call = sampleCall(origin, body, { properties: { Feature: tag }, userId: tag });
        const { headers, body: arrived } = await runInShell('sh', curlCall(call));
        expect(arrived.equals(Buffer.from(body))).toBe(true);
        expect([headers['helicone-property-feature'], headers['helicone-user-id']]).toEqual([tag, tag]);
      },
    ),
    { numRuns: 25 },
  );
});

test('a call without body, and an address with brackets', async () => {
  const call = sampleCall(origin, null, { method: 'GET', path: '/v1/models/[a]{b}' });
  const { method, url, body } = await runInShell('sh', curlCall(call));
  expect([method, url, body.length]).toEqual(['GET', '/v1/models/[a]{b}', 0]);
});
