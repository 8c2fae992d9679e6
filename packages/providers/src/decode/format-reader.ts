import type { BillingFacts } from '@heliograph/contracts/billing-facts';
import type { TokenUsage } from '@heliograph/contracts/token-usage';
import type { JsonObject } from './json.ts';
import type { StreamEvents } from './read-events.ts';
import type { UsageCheck } from './usage-check.ts';

/** Turns a usage object into disjoint buckets. */
export type ReadUsage = (usage: JsonObject, check: UsageCheck) => TokenUsage;

export interface AssembledStream {
  /** The answer in the shape of a plain one; null where no event gave anything of it. */
  answer: JsonObject | null;
  /** Whether the stream came to its proper end. */
  complete: boolean;
}

/** What was read of an exchange before its usage is. */
export interface ExchangeView {
  provider: string;
  method: string;
  path: string;
  targetOrigin: string;
  /** Of the request, else of the path. */
  requestModel: string | null;
  responseModel: string | null;
  /** The JSON of the request, or the text fields of a multipart form; null where it is neither. */
  request: JsonObject | null;
  /** The answer as JSON, a stream's assembled one; null where there is none. */
  answer: JsonObject | null;
  /** The answer's text where it isn't JSON. */
  answerText: string | null;
  answerHeaders: readonly (readonly [string, string])[];
  /** The captured request, decompressed only where it was not compressed. */
  requestBytes: Uint8Array;
}

/** What is known of one wire format. A stream is assembled first, so that both kinds are then read alike. */
export interface FormatReader {
  /** The user's last words; '' where there are none. */
  requestPreview(request: JsonObject): string;
  /** The caller's name for its user, whatever type it has. */
  userOf(request: JsonObject): unknown;
  /** The assistant's words, else its tool calls; '' where there are none. */
  responsePreview(answer: JsonObject): string;
  /** The model that answered; `answer.model` unless said. */
  modelOf?(answer: JsonObject): unknown;
  /** The usage object of an answer; `answer.usage` unless said. */
  usageOf?(answer: JsonObject): unknown;
  /** Null where the format's counts are unknown. */
  readUsage: ReadUsage | null;
  /** Usage of answers without a usage object; null where they don't tell any either. */
  readWithoutUsage?(view: ExchangeView, check: UsageCheck): Partial<TokenUsage> | null;
  /** Units that stand outside of the usage object. */
  readUnits?(view: ExchangeView, check: UsageCheck): Partial<TokenUsage>;
  readFacts?(view: ExchangeView, check: UsageCheck): Partial<BillingFacts>;
  assemble(stream: StreamEvents): AssembledStream;
  /** Whether streams may come as one JSON array, piece by piece. */
  streamsArrays?: boolean;
}

/** For formats that are never streamed. */
export const neverStreamed: FormatReader['assemble'] = () => ({ answer: null, complete: true });
