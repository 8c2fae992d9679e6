import type { CapturedBody } from '@heliograph/contracts/log-record';
import { noUsage, type TokenUsage, type UsageSource } from '@heliograph/contracts/token-usage';
import { errorText } from './content-text.ts';
import type { AssembledStream, FormatReader } from './format-reader.ts';
import { isNestedWithin, isObject, type JsonObject } from './json.ts';
import { findModel, readBody } from './read-body.ts';
import { previewOf } from './read-request.ts';
import { UsageCheck } from './usage-check.ts';
import { nameOf } from './well-formed.ts';

export interface ReadResponse {
  model: string | null;
  text: string | null;
  preview: string;
  usage: TokenUsage;
  usageSource: UsageSource;
  /** The assembled answer of a stream, null for a plain answer. */
  message: JsonObject | null;
  /** `usage_…` and `response_…`: what is wrong with the counts, and what could not be read. */
  flags: string[];
}

/** No answer is nested that deeply; whoever walks or writes the message later need not fear for the stack. */
const MAX_LEVELS = 200;

/** Reads what the provider answered. */
export function readResponse(reader: FormatReader, body: CapturedBody, captured: Uint8Array): ReadResponse {
  const check = new UsageCheck();
  const read = readBody(body, captured);
  if (read.flag !== null) check.flag(`response_${read.flag}`);
  if (body.omitted) check.flag('response_omitted');
  else if (read.cut) check.flag('response_truncated');

  const assembled = read.stream === null ? null : assemble(reader, read.stream, check);
  const answer = assembled?.answer ?? read.json;
  const { usage, reported } = readUsage(reader, answer, check);
  const words = answer === null ? '' : reader.responsePreview(answer) || errorText(answer);
  return {
    model: nameOf(
      answer?.model ?? (read.json === null && read.cut && read.text !== null ? findModel(read.text) : null),
    ),
    text: read.text,
    preview: previewOf(read, body, words),
    usage,
    usageSource: !reported ? 'none' : assembled === null ? 'reported' : 'merged_stream',
    message: assembled?.answer ?? null,
    flags: check.flags,
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

function readUsage(
  reader: FormatReader,
  answer: JsonObject | null,
  check: UsageCheck,
): { usage: TokenUsage; reported: boolean } {
  const given = answer?.usage;
  const nothing = { usage: { ...noUsage }, reported: false };
  if (given === undefined || given === null || reader.readUsage === null) return nothing;
  if (!isObject(given)) {
    check.flag('usage_invalid:usage');
    return nothing;
  }
  if (Object.keys(given).length === 0) return nothing;
  return { usage: reader.readUsage(given, check), reported: true };
}
