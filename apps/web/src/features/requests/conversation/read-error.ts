import { asRecord, asText, parseJson } from './json.ts';

export interface ShownError {
  /** What kind it is, in the provider's own word; null where none is said. */
  kind: string | null;
  message: string;
}

/** The error in an answer's body (OpenAI's, Anthropic's or a similar shape), or null where there is none to be read. */
export function readError(body: string | null): ShownError | null {
  const value = asRecord(parseJson(body));
  if (value === null) return null;
  const error = asRecord(value.error);
  if (error !== null) {
    const message = asText(error.message);
    return message === null ? null : { kind: asText(error.code) ?? asText(error.type), message };
  }
  const message = asText(value.error) ?? (value.error === undefined ? null : asText(value.message));
  return message === null ? null : { kind: null, message };
}
