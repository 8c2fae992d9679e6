import { readFields } from '@heliograph/providers/read-fields';
import { headerValue } from '../respond/header-value.ts';
import type { RequestBody } from './read-body.ts';

const NOTHING = Buffer.alloc(0);

/** A request's body for steps that look into it: parsed when the first of them asks, and then no more. */
export class ParsedBody {
  /** The body as sent; empty where it is still on its way. */
  readonly bytes: Buffer;
  readonly #headers: readonly string[];
  #fields: Record<string, unknown> | null | undefined;

  /** `headers`: name, value, …, as sent. */
  constructor({ content }: RequestBody, headers: readonly string[]) {
    this.bytes = Buffer.isBuffer(content) ? content : NOTHING;
    this.#headers = headers;
  }

  /** The JSON object, or the text fields of a form; null where it is neither, or too large to be there whole. Not to be changed. */
  get fields(): Record<string, unknown> | null {
    this.#fields ??= readFields(
      headerValue(this.#headers, 'content-type'),
      headerValue(this.#headers, 'content-encoding'),
      this.bytes,
    );
    return this.#fields;
  }
}
