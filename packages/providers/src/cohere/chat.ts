import { noUsage } from '@heliograph/contracts/token-usage';
import { contentText, lastUserText } from '../decode/content-text.ts';
import type { AssembledStream, FormatReader, ReadUsage } from '../decode/format-reader.ts';
import { arrayOf, isObject, objectOf, stringOf, type JsonObject } from '../decode/json.ts';
import type { StreamEvents } from '../decode/read-events.ts';

/** What is billed; `tokens` beside it counts the model's own preamble too. https://docs.cohere.com/reference/chat */
export const readBilledUnits: ReadUsage = (usage, check) => {
  const billed = objectOf(usage.billed_units);
  return {
    ...noUsage,
    inputTokens: check.count(billed, 'input_tokens'),
    outputTokens: check.count(billed, 'output_tokens'),
    imageInputTokens: check.count(billed, 'image_tokens'),
  };
};

/** `POST /v2/chat`, and `/v1/chat` with its older bodies */
export const cohereChatReader: FormatReader = {
  requestPreview: (request) => lastUserText(request.messages) || stringOf(request.message),
  userOf: (request) => request.user,
  responsePreview(answer) {
    const { content, tool_calls } = objectOf(answer.message);
    return (
      contentText(content) ||
      stringOf(answer.text) ||
      arrayOf(tool_calls).map(callText).filter(Boolean).join(' ')
    );
  },
  usageOf: (answer) => answer.usage ?? answer.meta,
  readUsage: readBilledUnits,
  assemble: assembleCohere,
};

function callText(call: unknown): string {
  const { name, arguments: args } = objectOf(objectOf(call).function);
  return typeof name === 'string' ? `${name}(${stringOf(args)})` : '';
}

function assembleCohere({ events }: StreamEvents): AssembledStream {
  const calls = new Map<number, JsonObject>();
  let text = '';
  let answer: JsonObject = {};
  let complete = false;
  for (const event of events) {
    const { message, finish_reason, usage } = objectOf(event.delta);
    const index = typeof event.index === 'number' ? event.index : 0;
    switch (event.type ?? event.event_type) {
      case 'message-start':
        answer = { ...answer, id: event.id };
        break;
      case 'content-delta':
        text += stringOf(objectOf(objectOf(message).content).text);
        break;
      case 'tool-call-start':
        calls.set(index, { ...objectOf(objectOf(message).tool_calls) });
        break;
      case 'tool-call-delta':
        addArguments(calls, index, objectOf(objectOf(message).tool_calls));
        break;
      case 'message-end':
        answer = { ...answer, finish_reason, usage };
        complete = true;
        break;
      // v1
      case 'text-generation':
        text += stringOf(event.text);
        break;
      case 'stream-end':
        return { answer: objectOf(event.response), complete: true };
    }
  }
  if (text === '' && calls.size === 0 && Object.keys(answer).length === 0) return { answer: null, complete };
  const content = text === '' ? [] : [{ type: 'text', text }];
  const tools = [...calls.values()].filter(isObject);
  const message = { role: 'assistant', content, ...(tools.length > 0 && { tool_calls: tools }) };
  return { answer: { ...answer, message }, complete };
}

function addArguments(calls: Map<number, JsonObject>, index: number, piece: JsonObject): void {
  const call = calls.get(index) ?? {};
  const named = objectOf(call.function);
  const more = stringOf(objectOf(piece.function).arguments);
  calls.set(index, { ...call, function: { ...named, arguments: stringOf(named.arguments) + more } });
}
