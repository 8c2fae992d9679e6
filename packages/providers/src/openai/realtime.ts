import type { OtherModelUsage } from '@heliograph/contracts/billing-facts';
import { noUsage, type TokenUsage } from '@heliograph/contracts/token-usage';
import { contentText } from '../decode/content-text.ts';
import type { AssembledStream, FormatReader, ReadUsage } from '../decode/format-reader.ts';
import { arrayOf, isObject, objectOf, stringOf, type JsonObject } from '../decode/json.ts';
import type { StreamEvents } from '../decode/read-events.ts';
import { addUsage } from '../decode/add-usage.ts';
import type { UsageCheck } from '../decode/usage-check.ts';
import { transcriptionReader } from './audio.ts';

/** One `response.done`: text, audio and image tokens, each partly cached. */
const readTurn: ReadUsage = (usage, check) => {
  const inside = objectOf(usage.input_token_details);
  const cachedInside = objectOf(inside.cached_tokens_details);
  const outside = objectOf(usage.output_token_details);
  const cached = check.count(inside, 'cached_tokens');
  const audioCached = check.count(cachedInside, 'audio_tokens');
  const imageCached = check.count(cachedInside, 'image_tokens');
  const textCached = check.remainder(cached, audioCached, imageCached);
  const audio = check.count(inside, 'audio_tokens');
  const image = check.count(inside, 'image_tokens');
  const audioOut = check.count(outside, 'audio_tokens');
  return {
    ...noUsage,
    inputTokens: check.remainder(check.count(usage, 'input_tokens'), audio, image, textCached),
    cachedInputTokens: textCached,
    audioInputTokens: check.remainder(audio, audioCached),
    audioCachedInputTokens: audioCached,
    imageInputTokens: check.remainder(image, imageCached),
    imageCachedInputTokens: imageCached,
    outputTokens: check.remainder(check.count(usage, 'output_tokens'), audioOut),
    audioOutputTokens: audioOut,
  };
};

/**
 * A realtime session, logged as a stream of the server's events. Every turn is billed for the whole conversation again
 * (mostly cached), so turns are added up. https://platform.openai.com/docs/guides/realtime-costs
 */
export const realtimeReader: FormatReader = {
  requestPreview: () => '',
  userOf: () => null,
  responsePreview(answer) {
    const items = arrayOf(answer.output).filter(isObject);
    return items.map(itemText).filter(Boolean).join(' ');
  },
  readUsage: (usage, check) =>
    arrayOf(usage.turns)
      .filter(isObject)
      .map((turn) => readTurn(turn, check))
      .reduce(addUsage, noUsage),
  readFacts: ({ answer }, check) => ({ otherModels: transcriptions(answer, check) }),
  assemble: assembleSession,
};

/** What the session's transcriber used, at its own model's price. */
function transcriptions(answer: JsonObject | null, check: UsageCheck): OtherModelUsage[] {
  const used = arrayOf(answer?.transcriptions).filter(isObject);
  const model = stringOf(answer?.transcription_model);
  if (used.length === 0 || transcriptionReader.readUsage === null) return [];
  if (model === '') {
    check.flag('usage_other_model_unknown');
    return [];
  }
  const { readUsage } = transcriptionReader;
  const usage: TokenUsage = used.map((one) => readUsage(one, check)).reduce(addUsage, noUsage);
  return [{ model: model.slice(0, 256), usage: { ...usage, requests: used.length } }];
}

function itemText({ content, name, arguments: args }: JsonObject): string {
  const spoken = arrayOf(content)
    .map((part) => stringOf(objectOf(part).transcript))
    .filter(Boolean)
    .join(' ');
  return contentText(content) || spoken || (typeof name === 'string' ? `${name}(${stringOf(args)})` : '');
}

/** One answer of all turns: their output and usage, the model and who transcribed. */
function assembleSession({ events, done }: StreamEvents): AssembledStream {
  const turns: unknown[] = [];
  const transcribed: unknown[] = [];
  const output: unknown[] = [];
  let session: JsonObject = {};
  for (const event of events) {
    const type = stringOf(event.type);
    if (isObject(event.session)) session = { ...session, ...event.session };
    if (type === 'conversation.item.input_audio_transcription.completed' && isObject(event.usage))
      transcribed.push(event.usage);
    if (type !== 'response.done' || !isObject(event.response)) continue;
    if (isObject(event.response.usage)) turns.push(event.response.usage);
    output.push(...arrayOf(event.response.output));
  }
  if (events.length === 0) return { answer: null, complete: done };
  const answer: JsonObject = { object: 'realtime.session', id: session.id, model: session.model, output };
  if (turns.length > 0) answer.usage = { turns };
  if (transcribed.length > 0) {
    answer.transcriptions = transcribed;
    answer.transcription_model = transcriptionModel(session);
  }
  return { answer, complete: true };
}

/** In sessions of today and of the beta. */
function transcriptionModel({ audio, input_audio_transcription }: JsonObject): unknown {
  return objectOf(objectOf(objectOf(audio).input).transcription ?? input_audio_transcription).model;
}
