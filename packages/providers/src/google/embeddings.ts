import { noUsage, type TokenUsage } from '@heliograph/contracts/token-usage';
import { promptText } from '../decode/content-text.ts';
import { type FormatReader, neverStreamed } from '../decode/format-reader.ts';
import { arrayOf, objectOf } from '../decode/json.ts';
import type { UsageCheck } from '../decode/usage-check.ts';
import { geminiReader } from './gemini.ts';
import { readGeminiUsage } from './usage.ts';

/** `:embedContent` and `:batchEmbedContents`; older models say nothing of usage. */
export const geminiEmbeddingsReader: FormatReader = {
  requestPreview: (request) =>
    geminiReader.requestPreview({
      contents: request.content ?? arrayOf(request.requests).map((one) => objectOf(one).content),
    }),
  userOf: () => null,
  responsePreview: () => '',
  usageOf: (answer) => answer.usageMetadata,
  readUsage: readGeminiUsage,
  assemble: neverStreamed,
};

/** `:predict`: embeddings with their tokens (`embeddings.statistics.token_count`), or images, which are counted. */
export const vertexPredictReader: FormatReader = {
  requestPreview: (request) =>
    promptText(arrayOf(request.instances).map((one) => objectOf(one).content ?? objectOf(one).prompt)),
  userOf: () => null,
  responsePreview: () => '',
  readUsage: null,
  readWithoutUsage({ answer }, check) {
    const predictions = arrayOf(answer?.predictions).slice(0, 10_000);
    const inputTokens = predictions.reduce<number>((sum, one) => sum + tokensOf(one, check), 0);
    const images = predictions.filter((one) => objectOf(one).bytesBase64Encoded !== undefined).length;
    return inputTokens + images === 0 ? null : counted(inputTokens, images);
  },
  assemble: neverStreamed,
};

function tokensOf(prediction: unknown, check: UsageCheck): number {
  return check.count(objectOf(objectOf(objectOf(prediction).embeddings).statistics), 'token_count');
}

function counted(inputTokens: number, images: number): TokenUsage {
  return { ...noUsage, inputTokens, images };
}
