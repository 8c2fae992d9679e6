import { isObject, type JsonObject } from './decode/json.ts';
import { readEvents } from './decode/read-events.ts';

/** A failure that a provider tells of within a stream that began well. */
export interface StreamFailure {
  /** The HTTP status that says the same. */
  status: number;
  /** The provider's own word for it. */
  type: string;
}

/**
 * What providers call failures that pass, as the status that says the same.
 * https://docs.anthropic.com/en/api/errors, https://platform.openai.com/docs/guides/error-codes
 */
const STATUS: Readonly<Record<string, number>> = {
  overloaded_error: 529,
  api_error: 500,
  rate_limit_error: 429,
  timeout_error: 504,
  server_error: 500,
  internal_error: 500,
  internal_server_error: 500,
  rate_limit_exceeded: 429,
  insufficient_quota: 429,
  service_unavailable: 503,
  service_unavailable_error: 503,
  engine_overloaded: 503,
  overloaded: 503,
};

/** The first failure among the events of a stream (SSE); null where there is none, or one that no status stands for. */
export function readStreamFailure(text: string): StreamFailure | null {
  for (const event of readEvents(text).events) {
    const error = errorOf(event);
    if (error === null) continue;
    for (const word of [error.code, error.type, error.status]) {
      if (typeof word === 'string' && STATUS[word] !== undefined) return { status: STATUS[word], type: word };
      // OpenRouter's are HTTP statuses, https://openrouter.ai/docs/api-reference/errors
      if (typeof word === 'number' && word >= 400 && word <= 599) return { status: word, type: String(word) };
    }
  }
  return null;
}

function errorOf(event: JsonObject): JsonObject | null {
  if (isObject(event.error)) return event.error;
  if (event.type === 'error') return event;
  if (event.type !== 'response.failed' || !isObject(event.response)) return null;
  return isObject(event.response.error) ? event.response.error : null;
}
