import { contentText, lastUserText, promptText } from '../decode/content-text.ts';
import type { FormatReader } from '../decode/format-reader.ts';
import { arrayOf, isObject, stringOf, type JsonObject } from '../decode/json.ts';
import { assembleResponse } from './assemble-response.ts';
import { readResponsesUsage } from './usage.ts';

/** `POST /v1/responses` */
export const responsesReader: FormatReader = {
  requestPreview: (request) => lastUserText(request.input) || promptText(request.input ?? request.prompt),
  userOf: (request) => request.user,
  responsePreview(answer) {
    const items = arrayOf(answer.output).filter(isObject);
    return (
      joined(items.filter(({ type }) => type === 'message').map(messageText)) || joined(items.map(callText))
    );
  },
  readUsage: readResponsesUsage,
  assemble: assembleResponse,
};

function messageText({ content }: JsonObject): string {
  return contentText(content);
}

/** `get_weather({"city":"Oslo"})`; custom tools have an `input` instead of arguments. */
function callText({ type, name, arguments: args, input }: JsonObject): string {
  if (!stringOf(type).endsWith('_call') || typeof name !== 'string') return '';
  return `${name}(${stringOf(args) || stringOf(input)})`;
}

function joined(texts: string[]): string {
  return texts.filter((text) => text.trim() !== '').join(' ');
}
