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
  readUnits({ answer }) {
    const items = arrayOf(answer?.output).filter(isObject);
    return {
      webSearches: items.filter(isSearch).length,
      fileSearches: items.filter(({ type }) => type === 'file_search_call').length,
    };
  },
  readFacts({ answer }, check) {
    // It goes on after this answer; what it comes to is only told to who asks for it later.
    if (answer?.background === true && !isObject(answer.usage)) check.flag('usage_in_background');
    return {};
  },
  assemble: assembleResponse,
};

/** Opening a page that was found costs nothing more. */
function isSearch({ type, action }: JsonObject): boolean {
  return (
    type === 'web_search_call' && (!isObject(action) || action.type === undefined || action.type === 'search')
  );
}

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
