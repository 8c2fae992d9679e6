import type { HeliographError } from '@heliograph/contracts/error-codes';
import type { ApiFormat } from './api-format.ts';
import { errorBody } from './error-body.ts';

/**
 * The event (SSE) with which a provider of this format says that its stream has failed; null where the format has none.
 * `last` is the end of what was sent before. The official SDKs throw their APIError on each of these.
 */
export function streamErrorEvent(
  apiFormat: ApiFormat,
  error: HeliographError,
  requestId: string,
  last: string,
): string | null {
  switch (apiFormat) {
    case 'openai-chat':
    case 'openai-completions':
      return `data: ${errorBody('openai', error, requestId)}\n\n`;
    case 'openai-responses': {
      const { code, message } = error;
      // The documented fields, and the object that OpenAI sends and its SDKs look for.
      const event = {
        type: 'error',
        sequence_number: nextNumber(last),
        code,
        message,
        param: null,
        error: { type: 'server_error', code, message, param: null },
      };
      return `event: error\ndata: ${JSON.stringify(event)}\n\n`;
    }
    case 'anthropic-messages':
      return `event: error\ndata: ${errorBody('anthropic', error, requestId)}\n\n`;
    default:
      return null;
  }
}

function nextNumber(text: string): number {
  const numbers = [...text.matchAll(/"sequence_number"\s*:\s*(\d{1,9})/g)];
  return Number(numbers.at(-1)?.[1] ?? -1) + 1;
}
