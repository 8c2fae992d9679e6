import { messagesReader } from '../anthropic/messages.ts';
import type { ApiFormat } from '../api-format.ts';
import { converseReader } from '../bedrock/converse.ts';
import { invokeReader } from '../bedrock/invoke.ts';
import { cohereChatReader } from '../cohere/chat.ts';
import { cohereEmbeddingsReader, rerankReader } from '../cohere/embeddings.ts';
import { geminiEmbeddingsReader, vertexPredictReader } from '../google/embeddings.ts';
import { geminiReader } from '../google/gemini.ts';
import { interactionsReader } from '../google/interactions.ts';
import { ocrReader } from '../mistral/ocr.ts';
import { speechReader, transcriptionReader } from '../openai/audio.ts';
import { chatReader, completionsReader, embeddingsReader } from '../openai/chat.ts';
import { imagesReader } from '../openai/images.ts';
import { realtimeReader } from '../openai/realtime.ts';
import { responsesReader } from '../openai/responses.ts';
import { providers } from '../registry.ts';
import { promptText } from './content-text.ts';
import { type FormatReader, neverStreamed } from './format-reader.ts';

/** Formats we don't know: nothing is read out of them but what most APIs have in common. */
const otherReader: FormatReader = {
  requestPreview: (request) => promptText(request.prompt ?? request.input),
  userOf: (request) => request.user,
  responsePreview: () => '',
  readUsage: null,
  assemble: neverStreamed,
};

const readers: Record<ApiFormat, FormatReader> = {
  'openai-chat': chatReader,
  'openai-responses': responsesReader,
  'openai-completions': completionsReader,
  'openai-embeddings': embeddingsReader,
  'openai-images': imagesReader,
  'openai-transcription': transcriptionReader,
  'openai-speech': speechReader,
  'openai-realtime': realtimeReader,
  'anthropic-messages': messagesReader,
  gemini: geminiReader,
  'gemini-embeddings': geminiEmbeddingsReader,
  'gemini-interactions': interactionsReader,
  'vertex-predict': vertexPredictReader,
  'bedrock-converse': converseReader,
  'bedrock-invoke': invokeReader,
  'cohere-chat': cohereChatReader,
  'cohere-embeddings': cohereEmbeddingsReader,
  'mistral-ocr': ocrReader,
  rerank: rerankReader,
  other: otherReader,
};

/** Formats whose usage object a provider may write in its own dialect. */
const dialectFormats = new Set<ApiFormat>(['openai-chat', 'openai-completions', 'openai-embeddings']);

/** How to read an exchange of this provider in this format. */
export function formatReaderOf(provider: string, apiFormat: ApiFormat): FormatReader {
  const reader = readers[apiFormat];
  const dialect = providers.find(({ key }) => key === provider)?.usageDialect;
  return dialect?.read === undefined || !dialectFormats.has(apiFormat)
    ? reader
    : { ...reader, readUsage: dialect.read };
}
