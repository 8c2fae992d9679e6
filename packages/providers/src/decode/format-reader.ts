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

/** What is known of one wire format. A stream is assembled first, so that both kinds are then read alike. */
export interface FormatReader {
  /** The user's last words; '' where there are none. */
  requestPreview(request: JsonObject): string;
  /** The caller's name for its user, whatever type it has. */
  userOf(request: JsonObject): unknown;
  /** The assistant's words, else its tool calls; '' where there are none. */
  responsePreview(answer: JsonObject): string;
  /** Null where the format's counts are unknown. */
  readUsage: ReadUsage | null;
  assemble(stream: StreamEvents): AssembledStream;
}
