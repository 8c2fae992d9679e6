import { contentText, lastUserText, promptText } from '../decode/content-text.ts';
import { type FormatReader, neverStreamed } from '../decode/format-reader.ts';
import { arrayOf, isObject, objectOf, stringOf, type JsonObject } from '../decode/json.ts';
import { assembleChat, assembleCompletion } from './assemble-choices.ts';
import { readChatUsage } from './usage.ts';

/** OpenAI's chat models that search the web with every request. https://platform.openai.com/docs/guides/tools-web-search */
const SEARCHES = /-search-(?:preview|api)(?:-|$)/;

/** `POST /v1/chat/completions` */
export const chatReader: FormatReader = {
  requestPreview: (request) => lastUserText(request.messages) || promptText(request.prompt ?? request.input),
  userOf: (request) => request.user,
  responsePreview(answer) {
    const messages = arrayOf(answer.choices).map((choice) => objectOf(objectOf(choice).message));
    return firstText(messages.map(messageText)) || firstText(messages.map(toolCallText));
  },
  readUsage: readChatUsage,
  readUnits: ({ answer, responseModel, requestModel }) => ({
    webSearches:
      SEARCHES.test(responseModel ?? requestModel ?? '') && arrayOf(answer?.choices).length > 0 ? 1 : 0,
  }),
  assemble: assembleChat,
};

/** `POST /v1/completions` */
export const completionsReader: FormatReader = {
  requestPreview: (request) => promptText(request.prompt ?? request.input),
  userOf: (request) => request.user,
  responsePreview: (answer) =>
    firstText(arrayOf(answer.choices).map((choice) => stringOf(objectOf(choice).text))),
  readUsage: readChatUsage,
  assemble: assembleCompletion,
};

/** `POST /v1/embeddings`, which is never streamed. */
export const embeddingsReader: FormatReader = {
  requestPreview: (request) => promptText(request.input),
  userOf: (request) => request.user,
  responsePreview: () => '',
  readUsage: readChatUsage,
  assemble: neverStreamed,
};

function messageText({ content, refusal, audio }: JsonObject): string {
  return contentText(content) || stringOf(refusal) || stringOf(objectOf(audio).transcript);
}

function toolCallText({ tool_calls, function_call }: JsonObject): string {
  const calls = isObject(function_call) ? [{ function: function_call }] : arrayOf(tool_calls);
  return calls.map(callText).filter(Boolean).join(' ');
}

/** `get_weather({"city":"Oslo"})`; custom tools have an `input` instead of arguments. */
function callText(call: unknown): string {
  const { function: named, custom } = objectOf(call);
  const { name, arguments: args, input } = isObject(named) ? named : objectOf(custom);
  return typeof name === 'string' ? `${name}(${stringOf(args) || stringOf(input)})` : '';
}

function firstText(texts: string[]): string {
  return texts.find((text) => text.trim() !== '') ?? '';
}
