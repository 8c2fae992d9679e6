import type { BillingFacts } from '@heliograph/contracts/billing-facts';
import type { CapturedExchange, OmittedFacts } from '@heliograph/contracts/log-record';
import type { TokenUsage, UsageSource } from '@heliograph/contracts/token-usage';
import { readApiFormat } from './api-format.ts';
import { formatReaderOf } from './decode/format-readers.ts';
import { modelInPath } from './decode/model-in-path.ts';
import { readFacts } from './decode/read-facts.ts';
import { readRequest } from './decode/read-request.ts';
import { readResponse, readUsage } from './decode/read-response.ts';
import { UsageCheck } from './decode/usage-check.ts';
import { spokenWords } from './decode/spoken-words.ts';
import { nameOf } from './decode/well-formed.ts';
import { type EstimateRequest, estimateRequest } from './estimate/estimate-request.ts';

/** What the bodies of an exchange say. */
export interface DecodedExchange {
  requestModel: string | null;
  responseModel: string | null;
  /** The caller's override, else the answer's model, else the one that a fallback asked for, else the request's. */
  model: string | null;
  /** Disjoint buckets; all 0 where `usageSource` is `none`. */
  usage: TokenUsage;
  usageSource: UsageSource;
  /** What is wrong with the counts or could not be read, such as `usage_invalid:prompt_tokens`. */
  usageFlags: string[];
  /** What else decides the price. */
  billing: BillingFacts;
  /** What a tokenizer has to count, because the provider didn't say; null where nothing. */
  estimate: EstimateRequest | null;
  /** Whether the answer came as a stream, whatever its headers say. */
  streamed: boolean;
  /** One line of at most 256 characters. */
  requestPreview: string;
  responsePreview: string;
  /** What was said, in the form in which it is looked for (`searchForm`), bounded; '' where it is omitted. */
  requestWords: string;
  responseWords: string;
  /** The user that the request's body names. */
  userFromBody: string | null;
  /** The bodies as they were sent, decompressed; null where they are empty, binary or omitted. */
  requestText: string | null;
  responseText: string | null;
  /** For a stream: the final message, in the shape of a plain answer; null for a plain answer. */
  message: unknown;
}

/** Reads the bodies of an exchange, whatever they hold: never throws, and says in `usageFlags` what it couldn't read. */
export function decodeExchange({ record, requestBody, responseBody }: CapturedExchange): DecodedExchange {
  const { provider, method, path, targetOrigin } = record;
  const apiFormat = readApiFormat(record.apiFormat);
  const reader = formatReaderOf(provider, apiFormat);
  const check = new UsageCheck();
  const request = readRequest(reader, record.request, requestBody);
  const response = readResponse(reader, record.response, responseBody, check);
  const requestModel = request.model ?? modelInPath(path);
  const view = {
    provider,
    method,
    path,
    targetOrigin,
    requestModel: record.fallbackModel ?? requestModel,
    responseModel: response.model,
    request: request.fields,
    answer: response.answer,
    answerText: response.text,
    answerHeaders: record.responseHeaders,
    requestBytes: requestBody,
  };
  if (response.model === null && record.modelOverride === null && /\/deployments\//.test(path))
    check.flag('model_is_deployment');
  const counted = readUsage(reader, view, response.streamed, check);
  const billing = readFacts(reader, record, view, check);
  const read = {
    requestModel,
    responseModel: response.model,
    ...counted,
    usageFlags: [...check.flags, ...request.flags],
    billing,
  };
  // Of a body that was left out there is only what the proxy read of it in passing.
  const facts = record.omittedFacts ?? read;
  const { complete } = response;
  const state = { free: billing.free, complete };
  const estimate =
    record.omittedFacts === null ? estimateRequest(record, apiFormat, view, counted, state) : null;
  return {
    ...facts,
    model:
      nameOf(record.modelOverride) ??
      facts.responseModel ??
      nameOf(record.fallbackModel) ??
      facts.requestModel,
    streamed: response.streamed,
    estimate,
    requestPreview: request.preview,
    responsePreview: response.preview,
    requestWords: spokenWords(request.value, request.text),
    responseWords: spokenWords(response.value, response.text),
    userFromBody: request.user,
    requestText: request.text,
    responseText: response.text,
    message: response.message,
  };
}

/** What may be kept of an exchange one of whose bodies is about to be left out. Never throws. */
export function readOmittedFacts({ record, ...bodies }: CapturedExchange): OmittedFacts {
  const there = (body: typeof record.request) => ({ ...body, omitted: false });
  const { requestModel, responseModel, usage, usageSource, usageFlags, billing } = decodeExchange({
    record: { ...record, request: there(record.request), response: there(record.response) },
    ...bodies,
  });
  return { requestModel, responseModel, usage, usageSource, usageFlags, billing };
}
