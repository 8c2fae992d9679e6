import { noUsage, type TokenUsage } from '@heliograph/contracts/token-usage';
import { lastCueMs } from '../decode/last-cue.ts';
import type { ExchangeView, FormatReader, ReadUsage } from '../decode/format-reader.ts';
import { isObject, objectOf, stringOf } from '../decode/json.ts';
import { wavDurationMs } from '../decode/wav-duration.ts';
import type { UsageCheck } from '../decode/usage-check.ts';

/**
 * Tokens of text and audio, or the audio's length in seconds.
 * https://platform.openai.com/docs/api-reference/audio/json-object
 */
const readTranscriptionUsage: ReadUsage = (usage, check) => {
  if (usage.seconds !== undefined) return { ...noUsage, audioMs: check.milliseconds(usage, 'seconds') };
  if (usage.prompt_audio_seconds !== undefined) return readMistralUsage(usage, check);
  const details = objectOf(usage.input_token_details);
  const audio = check.count(details, 'audio_tokens');
  return {
    ...noUsage,
    inputTokens: check.remainder(check.count(usage, 'input_tokens'), audio),
    audioInputTokens: audio,
    outputTokens: check.count(usage, 'output_tokens'),
  };
};

/** Mistral's transcriptions: text tokens, and audio by its length. */
const readMistralUsage: ReadUsage = (usage, check) => ({
  ...noUsage,
  inputTokens: check.count(usage, 'prompt_tokens'),
  outputTokens: check.count(usage, 'completion_tokens'),
  audioMs: check.milliseconds(usage, 'prompt_audio_seconds'),
});

/** `POST /v1/audio/transcriptions` and `/translations` */
export const transcriptionReader: FormatReader = {
  requestPreview: (request) => stringOf(request.prompt),
  userOf: () => null,
  responsePreview: (answer) => stringOf(answer.text),
  readUsage: readTranscriptionUsage,
  readWithoutUsage(view, check) {
    const audioMs = audioLengthMs(view, check);
    return audioMs === 0 ? null : { audioMs: Math.max(audioMs, minimumMs(view.provider)) };
  },
  assemble({ events }) {
    const end = events.findLast(({ type }) => type === 'transcript.text.done');
    if (end !== undefined) return { answer: { text: end.text, usage: end.usage }, complete: true };
    const text = events.map(({ delta }) => stringOf(delta)).join('');
    return { answer: text === '' ? null : { text }, complete: false };
  },
};

/** How long the audio was, as the answer says (`verbose_json`, subtitles), else as the upload does (WAV); 0 where neither. */
function audioLengthMs({ answer, answerText, requestBytes }: ExchangeView, check: UsageCheck): number {
  if (answer !== null && answer.duration !== undefined) return check.milliseconds(answer, 'duration');
  if (isObject(answer?.error)) return 0;
  const uploaded = wavDurationMs(requestBytes);
  if (uploaded !== 0) return uploaded;
  const spoken = lastCueMs(answerText ?? '');
  // Subtitles end with the last word, the bill with the audio.
  if (spoken !== 0) check.flag('usage_lower_bound');
  return spoken;
}

/** Groq bills ten seconds at the least. https://groq.com/pricing */
function minimumMs(provider: string): number {
  return provider === 'groq' ? 10_000 : 0;
}

/** `POST /v1/audio/speech`: tokens where a stream of events says so, else the characters that were read aloud. */
export const speechReader: FormatReader = {
  requestPreview: (request) => stringOf(request.input),
  userOf: () => null,
  responsePreview: () => '',
  readUsage: (usage, check): TokenUsage => ({
    ...noUsage,
    inputTokens: check.count(usage, 'input_tokens'),
    audioOutputTokens: check.count(usage, 'output_tokens'),
  }),
  readWithoutUsage({ request, answer, requestModel }, check) {
    if (isObject(answer?.error)) return null;
    // Priced by tokens that nobody told: characters would look like a price of nothing.
    if (/^gpt-/.test(requestModel ?? '')) {
      check.flag('usage_not_reported');
      return null;
    }
    const characters = Array.from(stringOf(request?.input)).length;
    return characters === 0 ? null : { characters };
  },
  assemble({ events }) {
    const end = events.findLast(({ type }) => type === 'speech.audio.done');
    return { answer: end === undefined ? null : { usage: end.usage }, complete: end !== undefined };
  },
};
