import { contentText, lastUserText, promptText } from '../decode/content-text.ts';
import type { FormatReader } from '../decode/format-reader.ts';
import { arrayOf, isObject, objectOf, stringifyJson, stringOf, type JsonObject } from '../decode/json.ts';
import { assembleMessage } from './assemble-message.ts';
import { readAnthropicFacts, readAnthropicUsage } from './usage.ts';

/** `POST /v1/messages` */
export const messagesReader: FormatReader = {
  requestPreview: (request) => lastUserText(request.messages) || promptText(request.prompt ?? request.input),
  userOf: (request) => objectOf(request.metadata).user_id,
  responsePreview(answer) {
    const blocks = arrayOf(answer.content).filter(isObject);
    const text = contentText(blocks.filter(({ type }) => type === 'text'));
    return text.trim() === '' ? blocks.map(callText).filter(Boolean).join(' ') : text;
  },
  readUsage: readAnthropicUsage,
  readUnits: ({ answer }, check) => ({
    webSearches: check.count(objectOf(objectOf(answer?.usage).server_tool_use), 'web_search_requests'),
  }),
  readFacts: ({ answer }, check) => readAnthropicFacts(objectOf(answer?.usage), check),
  assemble: assembleMessage,
};

/** `get_weather({"city":"Oslo"})`, for the caller's tools and the server's. */
function callText({ type, name, input }: JsonObject): string {
  if (!stringOf(type).endsWith('tool_use') || typeof name !== 'string') return '';
  return `${name}(${typeof input === 'string' ? input : stringifyJson(input)})`;
}
