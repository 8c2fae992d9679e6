import type { CapturedBody, CapturedExchange, LogRecord, Outcome } from '@heliograph/contracts/log-record';
import type { ParsedHeaders } from '@heliograph/headers/parse-headers';
import { firstJson, guessExchange } from '@heliograph/providers/guess-exchange';
import type { Caller } from '../authenticate/authenticate.ts';
import { omitBodies } from '../capture/omit-bodies.ts';
import { promptOf } from '../capture/prompt-of.ts';
import { redactHeaders } from '../capture/redact-headers.ts';
import type { LogCall } from './log-call-schema.ts';

export interface LoggedCall {
  id: string;
  caller: Caller;
  headers: ParsedHeaders;
  warnings: string[];
  call: LogCall;
  /** The provider that the route stands for; null for `custom`. */
  routeProvider: string | null;
  captureMaxBytes: number;
}

/** Events of tools, vector databases and data sources have no model and no price. */
const CUSTOM_EVENTS = new Set(['tool', 'vector_db', 'data']);

/** The log record of a call that was made without the proxy. */
export function buildLoggedRecord({ caller, headers, call, ...logged }: LoggedCall): CapturedExchange {
  const { providerRequest, providerResponse, timing } = call;
  const { control } = headers;
  const text = textOf(call);
  const { json } = providerRequest;
  const { provider, apiFormat } = guessExchange({
    url: providerRequest.url,
    provider: call.provider ?? logged.routeProvider,
    request: json,
    answer: firstJson(text),
  });
  const event = typeof json._type === 'string' && CUSTOM_EVENTS.has(json._type) ? json._type : null;
  const called = URL.canParse(providerRequest.url) ? new URL(providerRequest.url) : null;
  const contentType = contentTypeOf(text);
  const request = body(JSON.stringify(json), 'application/json', logged.captureMaxBytes);
  const response = body(text, contentType, logged.captureMaxBytes);
  const { status } = providerResponse;
  const exchange: CapturedExchange = {
    record: {
      version: 1,
      id: logged.id,
      organizationId: caller.organizationId,
      apiKeyId: caller.apiKeyId,
      providerKeyFingerprint: null,
      createdAt: timing.startTime,
      provider: event === null ? provider : 'custom',
      apiFormat: event === null ? apiFormat : 'other',
      method: 'POST',
      path: event === null ? (called?.pathname ?? '') : `/custom/${event}`,
      targetOrigin: called?.origin ?? '',
      status: Math.max(0, status),
      outcome: outcomeOf(status),
      errorCode: null,
      errorMessage: null,
      stream: contentType === 'text/event-stream' || contentType === 'application/x-ndjson',
      latencyMs: timing.endTime - timing.startTime,
      timeToFirstByteMs: null,
      timeToFirstTokenMs: timing.timeToFirstToken ?? null,
      proxyOverheadMs: 0,
      attempts: [
        {
          provider,
          model: null,
          fallbackIndex: null,
          called: true,
          url: called === null ? '' : called.origin + called.pathname,
          status: status < 0 ? null : status,
          startedAtMs: 0,
          durationMs: timing.endTime - timing.startTime,
          error: null,
          next: null,
        },
      ],
      userId: control.userId,
      sessionId: control.sessionId,
      sessionPath: control.sessionPath,
      sessionName: control.sessionName,
      name: control.requestName ?? eventName(json, event),
      ...promptOf(control),
      country: null,
      properties: control.properties,
      modelOverride: control.modelOverride,
      fallbackIndex: null,
      fallbackModel: null,
      headerPrices: headerPrices(control),
      cacheHit: false,
      cache: null,
      limitedBy: null,
      limits: [],
      requestHeaders: [],
      responseHeaders: redactHeaders(headerList(providerResponse.headers)),
      request: request.facts,
      response: response.facts,
      omittedFacts: null,
      warnings: logged.warnings,
    },
    requestBody: request.bytes,
    responseBody: response.bytes,
  };
  return omitBodies(exchange, control.omitRequest, control.omitResponse);
}

/** The answer as it will be read: the text where there is any, else the JSON. */
function textOf({ providerResponse: { textBody, json } }: LogCall): string {
  if (typeof textBody === 'string' && textBody !== '') return textBody;
  return json === undefined || json === null ? '' : JSON.stringify(json);
}

/** Loggers don't say what their text is. */
function contentTypeOf(text: string): string {
  const start = text.slice(0, 100).trimStart();
  if (/^(?:data:|event:|id:|:)/.test(start)) return 'text/event-stream';
  if (!start.startsWith('{') && !start.startsWith('[')) return 'text/plain';
  return /^\{.*\}\r?\n\{/m.test(text.slice(0, 65_536)) ? 'application/x-ndjson' : 'application/json';
}

function outcomeOf(status: number): Outcome {
  if (status < 0) return 'cancelled';
  return status < 400 ? 'success' : 'failed';
}

function eventName({ toolName, name }: Record<string, unknown>, event: string | null): string | null {
  const given = event === 'tool' ? toolName : name;
  return event !== null && typeof given === 'string' && given !== '' ? given.slice(0, 256) : event;
}

function headerList(headers: Record<string, unknown>): string[] {
  return Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [name, value] : []));
}

function body(text: string, contentType: string, maxBytes: number): { bytes: Buffer; facts: CapturedBody } {
  const all = Buffer.from(text);
  const bytes = all.subarray(0, maxBytes);
  const truncated = bytes.length < all.length;
  return {
    bytes,
    facts: { bytes: all.length, contentType, contentEncoding: null, truncated, omitted: false },
  };
}

function headerPrices({ priceInput, priceOutput }: ParsedHeaders['control']): LogRecord['headerPrices'] {
  return priceInput === null && priceOutput === null ? null : { input: priceInput, output: priceOutput };
}
