import { HeliographError } from '@heliograph/contracts/error-codes';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { apiFormats } from './api-format.ts';
import { streamErrorEvent } from './stream-error-event.ts';
import { readStreamFailure } from './stream-failure.ts';

it.each([
  [
    'Anthropic',
    'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n',
    529,
    'overloaded_error',
  ],
  [
    'Anthropic, behind a ping',
    'event: ping\ndata: {"type":"ping"}\n\nevent: error\ndata: {"type":"error","error":{"type":"api_error"}}\n\n',
    500,
    'api_error',
  ],
  [
    'OpenAI chat',
    'data: {"error":{"message":"…","type":"server_error","code":null}}\r\n\r\n',
    500,
    'server_error',
  ],
  [
    'OpenAI chat out of quota',
    'data: {"error":{"type":"insufficient_quota","code":"insufficient_quota"}}\n\n',
    429,
    'insufficient_quota',
  ],
  [
    'OpenAI Responses',
    'event: error\ndata: {"type":"error","code":"rate_limit_exceeded","message":"…"}\n\n',
    429,
    'rate_limit_exceeded',
  ],
  [
    'a failed response',
    'data: {"type":"response.created","response":{"error":null}}\n\ndata: {"type":"response.failed","response":{"error":{"code":"server_error"}}}\n\n',
    500,
    'server_error',
  ],
  [
    'OpenRouter',
    ': OPENROUTER PROCESSING\n\ndata: {"error":{"code":502,"message":"Provider returned error"},"choices":[]}\n\n',
    502,
    '502',
  ],
])('a failure that passes is seen in a stream of %s', (_who, text, status, type) => {
  expect(readStreamFailure(text)).toEqual({ status, type });
});

it.each([
  ['a plain start', 'data: {"type":"response.created","response":{"error":null}}\n\n'],
  [
    'an error for good',
    'data: {"error":{"type":"invalid_request_error","code":"context_length_exceeded"}}\n\n',
  ],
  ['half an event', 'data: {"error":{"type":"server_er'],
  ['words about an error', 'data: {"choices":[{"delta":{"content":"{\\"error\\":{\\"code\\":500}}"}}]}\n\n'],
])('none is seen in %s', (_what, text) => {
  expect(readStreamFailure(text)).toBeNull();
});

it('never throws', () => {
  fc.assert(fc.property(fc.string(), (text) => void readStreamFailure(`data: ${text}\n\n`)));
});

it('the event that ends a broken stream is one that is read as a failure', () => {
  const error = new HeliographError('upstream_invalid_response', 'https://x broke its answer off.');
  const written = apiFormats.filter((format) => streamErrorEvent(format, error, 'id', '') !== null);
  expect(written).toEqual(['openai-chat', 'openai-responses', 'openai-completions', 'anthropic-messages']);
  const event = streamErrorEvent(
    'openai-responses',
    error,
    'id',
    '"sequence_number": 4}\n\ndata: {"sequence_number":7}',
  );
  expect(event).toMatch(
    /^event: error\ndata: \{"type":"error","sequence_number":8,"code":"upstream_invalid_response".*\n\n$/,
  );
  expect(readStreamFailure(event ?? '')).toEqual({ status: 500, type: 'server_error' });
  expect(readStreamFailure(streamErrorEvent('anthropic-messages', error, 'id', '') ?? '')).toMatchObject({
    type: 'api_error',
  });
});
