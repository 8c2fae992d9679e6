import { isObject, arrayOf, objectOf, stringifyJson, stringOf, type JsonObject } from '../decode/json.ts';
import type { ExchangeView, FormatReader } from '../decode/format-reader.ts';
import { serviceTierOf } from '../decode/service-tier.ts';
import { assembleGemini } from './assemble-gemini.ts';
import { readGeminiUsage } from './usage.ts';

/** `models/…:generateContent` and `:streamGenerateContent`, of the Gemini API and Vertex AI */
export const geminiReader: FormatReader = {
  requestPreview: (request) => partsText(lastOfUser(request.contents)),
  userOf: (request) => objectOf(request.labels).user,
  responsePreview(answer) {
    const parts = arrayOf(answer.candidates).flatMap((candidate) => partsOf(objectOf(candidate).content));
    return partsText(parts) || parts.map(callText).filter(Boolean).join(' ');
  },
  modelOf: (answer) => answer.modelVersion,
  usageOf: (answer) => answer.usageMetadata,
  readUsage: readGeminiUsage,
  readUnits: (view) => ({ webSearches: groundedSearches(view) }),
  readFacts({ answer }) {
    const { serviceTier, trafficType } = objectOf(answer?.usageMetadata);
    // ON_DEMAND, ON_DEMAND_FLEX, ON_DEMAND_PRIORITY, PROVISIONED_THROUGHPUT
    const traffic = stringOf(trafficType).replace(/^ON_DEMAND_?|_THROUGHPUT$/g, '');
    return { serviceTier: serviceTierOf(stringOf(serviceTier) || traffic) };
  },
  assemble: assembleGemini,
  streamsArrays: true,
};

/** From Gemini 3 on each search query is billed, before that each answer that is grounded. https://ai.google.dev/pricing */
function groundedSearches({ answer, responseModel, requestModel }: ExchangeView): number {
  const grounded = arrayOf(answer?.candidates)
    .map((candidate) => arrayOf(objectOf(objectOf(candidate).groundingMetadata).webSearchQueries))
    .filter((queries) => queries.length > 0);
  if (grounded.length === 0) return 0;
  const generation = /gemini-(\d+)/.exec(responseModel ?? requestModel ?? '')?.[1];
  if (Number(generation ?? 0) < 3) return 1;
  return grounded.reduce((sum, queries) => sum + queries.length, 0);
}

function partsOf(content: unknown): JsonObject[] {
  return arrayOf(objectOf(content).parts).filter(isObject);
}

/** Contents without a role are the user's. */
function lastOfUser(contents: unknown): JsonObject[] {
  const list = Array.isArray(contents) ? contents : [contents];
  const last = list.findLast(
    (content) => isObject(content) && content.role !== 'model' && partsText(partsOf(content)) !== '',
  );
  return partsOf(last);
}

/** The words of parts, thoughts left out. */
function partsText(parts: readonly JsonObject[]): string {
  return parts.map(partText).filter(Boolean).join(' ');
}

function partText({ text, thought, inlineData, inline_data, fileData, file_data }: JsonObject): string {
  if (thought === true) return '';
  if (typeof text === 'string') return text;
  const { mimeType, mime_type } = objectOf(inlineData ?? inline_data ?? fileData ?? file_data);
  const kind = stringOf(mimeType ?? mime_type).split('/', 1)[0] ?? '';
  return kind === '' ? '' : `[${kind === 'application' || kind === 'text' ? 'document' : kind}]`;
}

function callText({ functionCall, function_call }: JsonObject): string {
  const { name, args } = objectOf(functionCall ?? function_call);
  return typeof name === 'string' ? `${name}(${stringifyJson(args ?? {})})` : '';
}
