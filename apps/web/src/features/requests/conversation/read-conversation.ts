import type { ConversationItem, ConversationPart } from './conversation.ts';
import { type JsonRecord, asList, asRecord, asText, parseJson } from './json.ts';
import { mediaAt, mediaOf } from './media-part.ts';
import { readAnthropicRequest, readAnthropicResponse } from './read-anthropic-messages.ts';
import { readConverseRequest, readConverseResponse } from './read-bedrock-converse.ts';
import { readError } from './read-error.ts';
import { readGeminiRequest, readGeminiResponse } from './read-gemini.ts';
import { readOpenAiChatRequest, readOpenAiChatResponse } from './read-openai-chat.ts';
import { readOpenAiResponsesRequest, readOpenAiResponsesResponse } from './read-openai-responses.ts';

type Reader = (body: JsonRecord) => ConversationItem[] | null;

const readers: Record<string, { request: Reader; response: Reader }> = {
  'openai-chat': { request: readOpenAiChatRequest, response: readOpenAiChatResponse },
  'openai-responses': { request: readOpenAiResponsesRequest, response: readOpenAiResponsesResponse },
  'openai-completions': { request: texts('prompt', 'user'), response: readCompletion },
  'openai-embeddings': { request: texts('input', 'user'), response: () => null },
  'openai-images': { request: texts('prompt', 'user'), response: readImages },
  'openai-speech': { request: texts('input', 'user'), response: () => null },
  'openai-transcription': { request: () => null, response: texts('text', 'assistant') },
  'anthropic-messages': { request: readAnthropicRequest, response: readAnthropicResponse },
  gemini: { request: readGeminiRequest, response: readGeminiResponse },
  'bedrock-converse': { request: readConverseRequest, response: readConverseResponse },
  // Bodies are those of the model's vendor, mostly Claude's.
  'bedrock-invoke': { request: readAnthropicRequest, response: readAnthropicResponse },
  'cohere-chat': { request: readOpenAiChatRequest, response: readCohereResponse },
  'cohere-embeddings': { request: texts('texts', 'user'), response: () => null },
  rerank: { request: texts('query', 'user'), response: () => null },
};

/** What a request's detail tells of the exchange; a RequestDetail is one. */
export interface Exchange {
  apiFormat: string;
  request: { text: string | null };
  response: { text: string | null; message?: unknown };
}

export interface Conversation {
  request: ConversationItem[];
  response: ConversationItem[];
}

/**
 * The exchange as a conversation, or null where neither side can be read as one (then the raw bodies are shown).
 * A stream is read from its assembled message.
 */
export function readConversation({ apiFormat, request, response }: Exchange): Conversation | null {
  const reader = readers[apiFormat];
  if (reader === undefined) return null;
  const asked = asRecord(parseJson(request.text));
  const answered = asRecord(response.message) ?? asRecord(parseJson(response.text));
  const items = {
    request: asked === null ? null : reader.request(asked),
    response: answered === null ? null : reader.response(answered),
  };
  const error = items.response === null ? readError(response.text) : null;
  if (items.request === null && items.response === null) return null;
  return {
    request: (items.request ?? []).filter(hasParts),
    response:
      error === null
        ? (items.response ?? []).filter(hasParts)
        : [{ role: 'assistant', parts: [{ type: 'error', text: error.message }] }],
  };
}

/** How many characters the bodies have, of which a conversation may be made. */
export function conversationSize({ request, response }: Exchange): number {
  return (request.text?.length ?? 0) + (response.text?.length ?? 0);
}

function hasParts({ parts }: ConversationItem): boolean {
  return parts.length > 0;
}

/** A field that holds one text or several, as messages of that role. */
function texts(field: string, role: string): Reader {
  return (body) => {
    const values = asList(body[field]) ?? [body[field]];
    const found = values.map(asText).filter((text) => text !== null);
    return found.length === 0 ? null : found.map((text) => ({ role, parts: [{ type: 'text', text }] }));
  };
}

/** Cohere's messages are OpenAI's, without the choices around them. */
function readCohereResponse({ message, text }: JsonRecord): ConversationItem[] | null {
  const answered = asRecord(message) ?? (asText(text) === null ? null : { content: text });
  return answered === null ? null : readOpenAiChatResponse({ choices: [{ message: answered }] });
}

/** Pictures that were made, as base64 or at an address. */
function readImages(body: JsonRecord): ConversationItem[] | null {
  const parts = asList(body.data)?.map((value): ConversationPart => {
    const image = asRecord(value) ?? {};
    const type = `image/${asText(body.output_format) ?? 'png'}`;
    return asText(image.b64_json) === null
      ? mediaAt(image.url, { kind: 'image' })
      : mediaOf(image.b64_json, type, { kind: 'image' });
  });
  return parts === undefined ? null : [{ role: 'assistant', parts }];
}

function readCompletion(body: JsonRecord): ConversationItem[] | null {
  const found = asList(body.choices)?.flatMap((choice) => asText(asRecord(choice)?.text) ?? []);
  return found?.map((text) => ({ role: 'assistant', parts: [{ type: 'text', text }] })) ?? null;
}
