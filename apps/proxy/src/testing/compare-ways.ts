import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { FakeProvider, RecordedRequest } from '@heliograph/stack/fake-provider';
import { eventually } from '@heliograph/stack/testing/eventually';
import { expect } from 'vitest';
import type { WireAnswer } from './parse-answers.ts';
import { createSettler } from './settle-values.ts';
import type { TestProxy } from './start-test-proxy.ts';
import { openWireTap } from './wire-tap.ts';

/** One call by an SDK, made directly and through the proxy. */
export interface ComparedCall<Client> {
  name: string;
  /** Makes the call and gives what the SDK's user sees. What it throws is compared as well. */
  run(client: Client): Promise<unknown>;
  /** The proxy asks for usage in the stream's stead of the client: the provider's request differs by that. */
  asksForUsage?: boolean;
  /** The client leaves: how much comes before that depends on time. */
  breaksOff?: true;
  /** What the direct call has to give, so that two equal failures don't pass for success. */
  expected: (result: unknown) => void;
}

export interface Ways<Client> {
  provider: FakeProvider;
  proxy: TestProxy;
  connect(origin: string, headers: Record<string, string>): Client;
}

/** Calls both ways and expects the same of the SDK's results, the answers on the wire and the provider's requests. */
export async function expectSameBothWays<Client>(
  { provider, proxy, connect }: Ways<Client>,
  call: ComparedCall<Client>,
): Promise<void> {
  const direct = await observe(provider, call, provider.url, (origin) => connect(origin, {}));
  const auth = { 'Helicone-Auth': `Bearer ${proxy.key}` };
  const proxied = await observe(provider, call, proxy.url, (origin) => connect(origin, auth));
  call.expected(direct.result);
  expect(proxied.result).toEqual(direct.result);
  expect(proxied.answers).toEqual(direct.answers);
  if (call.asksForUsage === true) proxied.requests.forEach(takeBackUsageQuestion);
  expect(proxied.requests).toEqual(direct.requests);
}

/** Checks and undoes what the proxy does to a chat stream's request: it has to be able to read the answer. */
function takeBackUsageQuestion(request: ReturnType<typeof settledRequest>): void {
  const { stream_options: asked, ...rest } = JSON.parse(request.body) as Record<string, unknown>;
  expect(asked).toEqual({ include_usage: true });
  request.body = JSON.stringify(rest);
  const encoding = request.headers.find(([name]) => name === 'accept-encoding');
  expect(encoding).toEqual(['accept-encoding', 'identity']);
  if (encoding !== undefined) encoding[1] = FETCH_ENCODINGS;
}

/** What Node's fetch accepts where it calls over plain HTTP. */
const FETCH_ENCODINGS = 'gzip, deflate';

async function observe<Client>(
  provider: FakeProvider,
  call: ComparedCall<Client>,
  target: string,
  connect: (origin: string) => Client,
) {
  provider.reset();
  const tap = await openWireTap(target);
  const settler = createSettler();
  try {
    const thrown = (error: unknown): unknown => ({ thrown: error });
    const result = settler.value(await call.run(connect(tap.url)).catch(thrown));
    if (call.breaksOff === true) {
      await eventually(() => expect(provider.requests.at(-1)?.aborted).toBe(true));
    } else {
      await eventually(() => expect(tap.answers().every(({ complete }) => complete)).toBe(true));
    }
    const answers = tap.answers().map((answer) => settledAnswer(answer, settler.text));
    if (call.breaksOff === true) for (const answer of answers) answer.body = '';
    const requests = provider.requests.map((request) => settledRequest(request, settler.text));
    expect(requests.length).toBeGreaterThan(0);
    return { result, answers, requests };
  } finally {
    await tap.close();
  }
}

const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding'];
/** What the proxy adds. */
const OURS = ['helicone-id', 'helicone-status', 'helicone-ratelimit-source', 'server-timing'];
/** The fake takes these from the clock. */
const CLOCK = /^(date|openai-processing-ms|anthropic-ratelimit-\w+(-\w+)?-reset)$/i;

function settledAnswer(answer: WireAnswer, settle: (text: string) => string) {
  const encoding = answer.headers.find(([name]) => name.toLowerCase() === 'content-encoding')?.[1];
  const headers = answer.headers
    .filter(([name]) => ![...HOP_BY_HOP, ...OURS].includes(name.toLowerCase()))
    // Other ids compress to another length.
    .map(([name, value]) => {
      const varies = CLOCK.test(name) || (encoding !== undefined && name.toLowerCase() === 'content-length');
      return [name, varies ? 'varies' : settle(value)];
    });
  const body = settle(decoded(answer, encoding).toString('latin1'));
  return { status: answer.status, headers, body, complete: answer.complete };
}

function decoded({ body, complete }: WireAnswer, encoding: string | undefined): Buffer {
  if (!complete || encoding === undefined) return body;
  if (encoding === 'gzip') return gunzipSync(body);
  return encoding === 'br' ? brotliDecompressSync(body) : inflateSync(body);
}

/** The proxy frames its own message and puts the length last; all else stays as and where it was. */
const FRAMING = ['host', 'connection', 'content-length', 'transfer-encoding'];

function settledRequest(request: RecordedRequest, settle: (text: string) => string) {
  const headers: [string, string][] = [];
  for (let i = 0; i < request.rawHeaders.length; i += 2) {
    const name = request.rawHeaders[i] ?? '';
    if (!FRAMING.includes(name.toLowerCase())) headers.push([name, settle(request.rawHeaders[i + 1] ?? '')]);
  }
  const body = settle(request.body.toString('latin1'));
  return { method: request.method, path: settle(request.path), headers, body };
}
