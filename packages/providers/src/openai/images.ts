import { noUsage } from '@heliograph/contracts/token-usage';
import type { AssembledStream, ExchangeView, FormatReader, ReadUsage } from '../decode/format-reader.ts';
import { arrayOf, isObject, objectOf, stringOf } from '../decode/json.ts';
import type { StreamEvents } from '../decode/read-events.ts';

/**
 * Text and image tokens in both directions; without output details all output is image.
 * https://platform.openai.com/docs/api-reference/images/object
 */
const readImageUsage: ReadUsage = (usage, check) => {
  const inside = objectOf(usage.input_tokens_details);
  const outside = objectOf(usage.output_tokens_details);
  const cachedDetails = objectOf(inside.cached_tokens_details);
  const image = check.count(inside, 'image_tokens');
  const cached = check.count(inside, 'cached_tokens');
  const imageCached = check.count(cachedDetails, 'image_tokens');
  const output = check.count(usage, 'output_tokens');
  const textOut = check.count(outside, 'text_tokens');
  const imageOut =
    outside.image_tokens === undefined
      ? check.remainder(output, textOut)
      : check.count(outside, 'image_tokens');
  return {
    ...noUsage,
    inputTokens: check.remainder(check.count(usage, 'input_tokens'), image, cached - imageCached),
    cachedInputTokens: check.remainder(cached, imageCached),
    imageInputTokens: check.remainder(image, imageCached),
    imageCachedInputTokens: imageCached,
    outputTokens: check.remainder(output, imageOut),
    imageOutputTokens: imageOut,
  };
};

/** `POST /v1/images/generations`, `/edits` and `/variations` */
export const imagesReader: FormatReader = {
  requestPreview: (request) => stringOf(request.prompt),
  userOf: (request) => request.user,
  responsePreview(answer) {
    const { length } = arrayOf(answer.data);
    return length === 0 ? '' : `[${length === 1 ? 'image' : `${length} images`}]`;
  },
  readUsage: readImageUsage,
  readWithoutUsage({ answer }) {
    const images = arrayOf(answer?.data).length;
    return images === 0 ? null : { images };
  },
  readFacts: ({ answer, ...view }) => (isObject(answer?.usage) ? {} : { variant: variantOf(view) }),
  assemble: assembleImages,
};

/** DALL·E's price depends on quality and size. https://platform.openai.com/docs/pricing */
function variantOf({ request, responseModel, requestModel }: Omit<ExchangeView, 'answer'>): string {
  const model = responseModel ?? requestModel ?? 'dall-e-2';
  if (!model.startsWith('dall-e')) return '';
  const { quality, size } = objectOf(request);
  const word = (value: unknown, otherwise: string): string =>
    typeof value === 'string' && /^[a-z0-9]{1,20}$/.test(value) && value !== 'auto' ? value : otherwise;
  return `quality=${word(quality, 'standard')};size=${word(size, '1024x1024')}`;
}

/** Only the completed event has the usage; pictures before it are drafts. */
function assembleImages({ events }: StreamEvents): AssembledStream {
  const finished = events.filter(({ type }) => stringOf(type).endsWith('.completed'));
  const failure = events.find(({ error }) => isObject(error));
  const last = finished.at(-1);
  if (last === undefined)
    return { answer: failure === undefined ? null : { error: failure.error }, complete: false };
  const data = finished.map(({ b64_json }) => ({ b64_json }));
  return { answer: { data, usage: last.usage }, complete: true };
}
