import { noUsage, type TokenUsage, type UsageSource } from '@heliograph/contracts/token-usage';
import type { CapturedBody } from '@heliograph/contracts/log-record';
import { providers } from '../registry.ts';
import { errorText } from './content-text.ts';
import type { AssembledStream, ExchangeView, FormatReader } from './format-reader.ts';
import { isNestedWithin, isObject, type JsonObject } from './json.ts';
import { readArrayStream } from './read-array-stream.ts';
import { findModel, readBody } from './read-body.ts';
import { previewOf } from './read-request.ts';
import type { UsageCheck } from './usage-check.ts';
import { nameOf } from './well-formed.ts';

export interface ReadResponse {
  model: string | null;
  text: string | null;
  preview: string;
  /** The assembled answer of a stream, null for a plain answer. */
  message: JsonObject | null;
  /** The answer itself, assembled or plain. */
  answer: JsonObject | null;
  /** Likewise, and any other JSON; undefined where there is none. */
  value: unknown;
  /** Whether it came as a stream. */
  streamed: boolean;
  /** False where it is a stream that broke off. */
  complete: boolean;
}

/** No answer is nested that deeply; whoever walks or writes the message later need not fear for the stack. */
const MAX_LEVELS = 200;

/** Reads what the provider answered, all but its usage; what could not be read is flagged as `response_…`. */
export function readResponse(
  reader: FormatReader,
  body: CapturedBody,
  captured: Uint8Array,
  check: UsageCheck,
): ReadResponse {
  const read = readBody(body, captured);
  if (read.flag !== null) check.flag(`response_${read.flag}`);
  if (body.omitted) check.flag('response_omitted');
  else if (read.cut) check.flag('response_truncated');

  const stream = read.stream ?? (reader.streamsArrays === true ? readArrayStream(read.text) : null);
  const assembled = stream === null ? null : assemble(reader, stream, check);
  const answer = assembled?.answer ?? read.json;
  const words = answer === null ? '' : reader.responsePreview(answer) || errorText(answer);
  const model = answer === null ? null : (reader.modelOf?.(answer) ?? answer.model);
  return {
    model: nameOf(
      model ?? (read.json === null && read.cut && read.text !== null ? findModel(read.text) : null),
    ),
    text: read.text,
    preview: previewOf(read, body, words),
    message: assembled?.answer ?? null,
    answer,
    value: answer ?? read.otherJson,
    streamed: stream !== null,
    complete: assembled?.complete ?? !read.cut,
  };
}

function assemble(
  reader: FormatReader,
  stream: Parameters<FormatReader['assemble']>[0],
  check: UsageCheck,
): AssembledStream {
  const assembled = reader.assemble(stream);
  if (!assembled.complete) check.flag('stream_incomplete');
  if (isNestedWithin(assembled.answer, MAX_LEVELS)) return assembled;
  check.flag('response_nested_too_deeply');
  return { ...assembled, answer: null };
}

/** What the answer says was used. */
export function readUsage(
  reader: FormatReader,
  view: ExchangeView,
  streamed: boolean,
  check: UsageCheck,
): { usage: TokenUsage; usageSource: UsageSource } {
  const { answer } = view;
  const counted = countTokens(reader, view, check);
  if (counted === null) return { usage: { ...noUsage }, usageSource: 'none' };
  const reported = answer?.usage;
  const dialect = providers.find(({ key }) => key === view.provider)?.usageDialect;
  const usage = { ...noUsage, ...counted, ...reader.readUnits?.(view, check) };
  if (isObject(reported) && dialect?.webSearches !== undefined)
    usage.webSearches = dialect.webSearches(reported, check);
  if (usage.requests === 0) usage.requests = 1;
  return { usage, usageSource: streamed ? 'merged_stream' : 'reported' };
}

function countTokens(
  reader: FormatReader,
  view: ExchangeView,
  check: UsageCheck,
): Partial<TokenUsage> | null {
  const { answer } = view;
  const given = answer === null ? null : reader.usageOf === undefined ? answer.usage : reader.usageOf(answer);
  if (isObject(given) && Object.keys(given).length > 0 && reader.readUsage !== null)
    return reader.readUsage(given, check);
  if (given !== undefined && given !== null && !isObject(given) && reader.readUsage !== null)
    check.flag('usage_invalid:usage');
  return reader.readWithoutUsage?.(view, check) ?? null;
}
