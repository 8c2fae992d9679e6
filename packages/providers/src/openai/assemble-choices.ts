import type { AssembledStream } from '../decode/format-reader.ts';
import { arrayOf, isObject, objectOf, type JsonObject } from '../decode/json.ts';
import type { StreamEvents } from '../decode/read-events.ts';
import { finishMessage, mergeDelta } from './merge-delta.ts';

type AddDelta = (choice: JsonObject, part: JsonObject) => void;

/** Assembles the chunks of a chat completion: `choices[].delta` into `choices[].message`. */
export function assembleChat(stream: StreamEvents): AssembledStream {
  const assembled = assembleChoices(stream, 'chat.completion', (choice, { delta }) => {
    if (!isObject(choice.message)) choice.message = { role: 'assistant', content: null };
    mergeDelta(objectOf(choice.message), objectOf(delta));
  });
  for (const choice of arrayOf(assembled.answer?.choices).filter(isObject)) {
    choice.message = finishMessage(objectOf(choice.message));
  }
  return assembled;
}

/** Assembles the chunks of a legacy completion: `choices[].text`. */
export function assembleCompletion(stream: StreamEvents): AssembledStream {
  return assembleChoices(stream, 'text_completion', (choice, { text }) => {
    mergeDelta(choice, { text });
  });
}

function assembleChoices(
  { events, done }: StreamEvents,
  object: string,
  addDelta: AddDelta,
): AssembledStream {
  const answer: JsonObject = {};
  const choices = new Map<number, JsonObject>();
  for (const { choices: parts, usage, model, obfuscation: _, ...rest } of events) {
    for (const [key, value] of Object.entries(rest)) {
      if (key !== '__proto__' && value !== null) answer[key] ||= value;
    }
    // Azure opens with a chunk whose model and id are ''.
    if (typeof model === 'string' && model !== '') answer.model ??= model;
    // Usage may come with any chunk; it is cumulative, so the last one counts.
    if (isObject(usage)) answer.usage = usage;
    for (const part of arrayOf(parts).filter(isObject)) {
      const index = typeof part.index === 'number' ? part.index : 0;
      const choice = choices.get(index) ?? { index, finish_reason: null };
      choices.set(index, choice);
      addDelta(choice, part);
      if (isObject(part.logprobs)) addLogprobs(choice, part.logprobs);
      if (typeof part.finish_reason === 'string') choice.finish_reason = part.finish_reason;
    }
  }
  if (events.length === 0) return { answer: null, complete: done };
  const all = [...choices.values()];
  const finished = all.length > 0 && all.every(({ finish_reason }) => finish_reason !== null);
  return { answer: { ...answer, object, choices: all }, complete: done || finished };
}

function addLogprobs(choice: JsonObject, logprobs: JsonObject): void {
  if (isObject(choice.logprobs)) mergeDelta(choice.logprobs, logprobs);
  else choice.logprobs = logprobs;
}
