import type { Directives } from './directives.ts';

/** JSON as it came; the handlers look at what they need. */
export type Json = Record<string, unknown>;

/** One call as the handlers see it. */
export interface Call {
  method: string;
  /** Path from the last `/v1/` on, without it: `chat/completions`, `models/gpt-4o`. */
  route: string;
  search: URLSearchParams;
  /** The parsed body; empty where there is none or it isn't JSON. */
  body: Json;
  /** The bytes as they came (multipart uploads). */
  bytes: Buffer;
  contentType: string;
  directives: Directives;
}

/** What a handler answers with; sending (delays, cuts, compression) is the same for all. */
export type Reply =
  | { kind: 'json'; status: number; body: unknown }
  | { kind: 'bytes'; status: number; contentType: string; bytes: Buffer }
  /** Each a whole event: with its blank line, a frame, or a piece of an array. An event stream unless said. */
  | { kind: 'stream'; events: (string | Buffer)[]; contentType?: string };

export const json = (body: unknown, status = 200): Reply => ({ kind: 'json', status, body });

/** A refusal in the provider's own words; which shape it takes depends on the provider that was called. */
export class ProviderRefusal extends Error {
  readonly status: number;
  readonly details: { type?: string; code?: string | null; param?: string | null };

  constructor(
    status: number,
    message: string,
    details: { type?: string; code?: string | null; param?: string | null } = {},
  ) {
    super(message);
    this.status = status;
    this.details = details;
  }
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value when it is a list, else an empty one. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value when it is text, else undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The value when it is a number, else undefined. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
