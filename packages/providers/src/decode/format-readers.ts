import { messagesReader } from '../anthropic/messages.ts';
import type { ApiFormat } from '../api-format.ts';
import { chatReader, completionsReader, embeddingsReader } from '../openai/chat.ts';
import { responsesReader } from '../openai/responses.ts';
import { readTogetherUsage } from '../together/usage.ts';
import { promptText } from './content-text.ts';
import type { FormatReader, ReadUsage } from './format-reader.ts';

/** Formats we don't know: nothing is read out of them but what most APIs have in common. */
const otherReader: FormatReader = {
  requestPreview: (request) => promptText(request.prompt ?? request.input),
  userOf: (request) => request.user,
  responsePreview: () => '',
  readUsage: null,
  assemble: () => ({ answer: null, complete: true }),
};

const readers: Record<ApiFormat, FormatReader> = {
  'openai-chat': chatReader,
  'openai-responses': responsesReader,
  'openai-completions': completionsReader,
  'openai-embeddings': embeddingsReader,
  'anthropic-messages': messagesReader,
  other: otherReader,
};

/** Providers that speak another's format but count in their own way, by `provider/format`. */
const usageOfProvider: Record<string, ReadUsage> = {
  'together/openai-chat': readTogetherUsage,
  'together/openai-completions': readTogetherUsage,
};

/** How to read an exchange of this provider in this format. */
export function formatReaderOf(provider: string, apiFormat: ApiFormat): FormatReader {
  const reader = readers[apiFormat];
  const readUsage = usageOfProvider[`${provider}/${apiFormat}`];
  return readUsage === undefined ? reader : { ...reader, readUsage };
}
