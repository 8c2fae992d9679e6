import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signatureHolds } from './fake-provider/bedrock/check-signature.ts';
import type { Directives } from './fake-provider/directives.ts';
import {
  errorBody,
  errorEvent,
  newRequestId,
  providerHeaders,
  type Provider,
} from './fake-provider/provider-shape.ts';
import { providerOf, readBody, readCall } from './fake-provider/read-call.ts';
import {
  maxRecordedBody,
  RecordedRequests,
  type RecordedRequest,
} from './fake-provider/recorded-requests.ts';
import { json, ProviderRefusal, type Reply } from './fake-provider/reply.ts';
import { answerCall, newProviderState } from './fake-provider/routes.ts';
import { sendReply } from './fake-provider/send-reply.ts';
import { checkPort } from './process/check-port.ts';

export { fakeAwsCredentials } from './fake-provider/bedrock/check-signature.ts';
export type { RecordedRequest } from './fake-provider/recorded-requests.ts';

export interface FakeProviderOptions {
  /** Default 0: any free port. */
  port?: number;
  /** Adds `GET /__fake/requests` and `DELETE /__fake/requests`, for tests in other processes. */
  inspect?: boolean;
}

export interface FakeProvider {
  /** `http://127.0.0.1:port`; OpenAI's SDK wants `/v1` behind it, Anthropic's wants it as it is. */
  url: string;
  /** What arrived, oldest first (the last thousand). */
  readonly requests: readonly RecordedRequest[];
  /** Forgets requests, failures already served, files and cached prompts. */
  reset(): void;
  /** Ends it and every open connection. */
  stop(): Promise<void>;
}

/**
 * Starts an HTTP server on 127.0.0.1 that speaks the wire formats of OpenAI, Anthropic, Gemini, Bedrock and Cohere. Answers depend on the prompt
 * alone; `fake-provider/directives.ts` lists what a request may ask for. Any key or none is accepted, save `invalid`.
 */
export async function startFakeProvider(options: FakeProviderOptions = {}): Promise<FakeProvider> {
  const recorded = new RecordedRequests();
  const failures = new Map<string, number>();
  let state = newProviderState();

  const reply = (
    request: IncomingMessage,
    provider: Provider,
    requestId: string,
    call: ReturnType<typeof readCall>,
    bytes: Buffer,
  ): Reply => {
    const { directives } = call;
    const status = failureOf(directives, failures);
    const { errorType: type } = directives;
    if (status !== undefined) {
      const body = errorBody(provider, status, requestId);
      return json(type === undefined ? body : withErrorType(body, type), status);
    }
    if (signatureHolds(request, bytes) === false) {
      return json(
        { message: 'The request signature we calculated does not match the signature you provided.' },
        403,
      );
    }
    if (hasInvalidKey(request)) return json(errorBody(provider, 401, requestId), 401);
    return answerCall(provider, call, state);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const began = performance.now();
    const body = await readBody(request);
    if (options.inspect === true && request.url === '/__fake/requests') {
      inspect(request, response, recorded);
      return;
    }
    const record: RecordedRequest = {
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      rawHeaders: request.rawHeaders,
      body: body.bytes.subarray(0, maxRecordedBody),
      bodyBytes: body.length,
      aborted: false,
    };
    recorded.add(record);
    response.once('close', () => (record.aborted = !response.writableFinished));
    const provider = providerOf(request);
    const requestId = newRequestId(provider);
    const headersFor = (status: number) =>
      providerHeaders(provider, requestId, Math.round(performance.now() - began), status);
    try {
      const call = readCall(request, body);
      const answer = reply(request, provider, requestId, call, body.bytes);
      const status = answer.kind === 'stream' ? 200 : answer.status;
      const headers = headersFor(status);
      if (status >= 400 && call.directives.retryAfter !== undefined)
        headers['retry-after'] = call.directives.retryAfter;
      await sendReply(response, answer, call.directives, headers, errorEvent(provider, requestId));
    } catch (error) {
      const refusal = error instanceof ProviderRefusal ? error : new ProviderRefusal(500, String(error));
      response.writeHead(refusal.status, {
        'content-type': 'application/json',
        ...headersFor(refusal.status),
      });
      response.end(JSON.stringify(errorBody(provider, refusal.status, requestId, refusal)));
    }
  };

  const server = createServer((request, response) => {
    // A caller that leaves half-way ends both streams; nothing is left to answer.
    handle(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  if (options.port !== undefined) await checkPort(options.port, 'fake provider', 'FAKE_PROVIDER_PORT');
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get requests() {
      return recorded.all;
    },
    reset: () => {
      recorded.clear();
      failures.clear();
      state = newProviderState();
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** The status to fail with, if any. `x-fake-fail-times` counts by `x-fake-id`. */
function failureOf(directives: Directives, failures: Map<string, number>): number | undefined {
  if (directives.failTimes === undefined) return directives.status;
  const id = directives.id ?? '';
  const served = failures.get(id) ?? 0;
  if (served >= directives.failTimes) return undefined;
  failures.set(id, served + 1);
  return directives.status ?? 500;
}

function withErrorType(body: object, type: string): object {
  const error = 'error' in body && typeof body.error === 'object' ? body.error : {};
  return { ...body, error: { ...error, type } };
}

function hasInvalidKey(request: IncomingMessage): boolean {
  const { authorization, 'x-api-key': key, 'api-key': azureKey } = request.headers;
  return authorization === 'Bearer invalid' || key === 'invalid' || azureKey === 'invalid';
}

function inspect(request: IncomingMessage, response: ServerResponse, recorded: RecordedRequests): void {
  if (request.method === 'DELETE') recorded.clear();
  const list = recorded.all.map(({ body, ...rest }) => ({ ...rest, body: body.toString('base64') }));
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(list));
}
