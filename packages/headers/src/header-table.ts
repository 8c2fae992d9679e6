import {
  booleanValue,
  integerBetween,
  type Parsed,
  pathValue,
  priceValue,
  textUpTo,
  upstreamBase,
  uuidValue,
} from './header-values.ts';

export type HeaderGroup = 'identity' | 'tagging' | 'privacy';

/** One header: everything that the parser, the types and docs/headers.md need to know of it. */
export interface HeaderDefinition<T, D> {
  /** As documented; names compare without regard to case. */
  name: string;
  group: HeaderGroup;
  /** The form of the value, for people. */
  format: string;
  description: string;
  parse: (value: string) => Parsed<T>;
  /** What holds where the header isn't sent. */
  default: D;
}

/** Keeps each entry's own types while checking its form. */
function header<T, D>(definition: HeaderDefinition<T, D>): HeaderDefinition<T, D> {
  return definition;
}

/** The one table of Helicone-* headers; the key is the field under which a parsed value is found. */
export const headerTable = {
  auth: header({
    name: 'Helicone-Auth',
    group: 'identity',
    format: 'Bearer sk-helicone-…',
    description:
      "The organization's API key. Faults are answered with 401 by authentication, never with 400.",
    parse: (value): Parsed<string> => ({ ok: true, value }),
    default: null,
  }),
  targetUrl: header({
    name: 'Helicone-Target-Url',
    group: 'identity',
    format: 'http(s) origin, a base path is kept',
    description:
      "Generic gateway: this server is called with the request's path. Private, loopback, link-local and metadata addresses are refused.",
    parse: upstreamBase,
    default: null,
  }),
  openaiApiBase: header({
    name: 'Helicone-OpenAI-Api-Base',
    group: 'identity',
    format: 'http(s) URL',
    description: 'Base URL of an OpenAI-compatible server, for example an Azure OpenAI resource.',
    parse: upstreamBase,
    default: null,
  }),
  modelOverride: header({
    name: 'Helicone-Model-Override',
    group: 'identity',
    format: 'model name, at most 256 characters',
    description: 'Model used for price and display; what is sent to the provider stays as it is.',
    parse: textUpTo(256),
    default: null,
  }),
  priceInput: header({
    name: 'Helicone-Price-Input',
    group: 'identity',
    format: 'USD per million tokens, at most 6 digits after the point',
    description:
      "Price of this request's input tokens of every kind, before the organization's price book, what the provider reports and the price table.",
    parse: priceValue,
    default: null,
  }),
  priceOutput: header({
    name: 'Helicone-Price-Output',
    group: 'identity',
    format: 'USD per million tokens, at most 6 digits after the point',
    description: "Price of this request's output tokens of every kind; like Helicone-Price-Input.",
    parse: priceValue,
    default: null,
  }),
  requestId: header({
    name: 'Helicone-Request-Id',
    group: 'identity',
    format: 'UUID',
    description: "The caller's own id for this request. Without it one is made (UUID version 7).",
    parse: uuidValue,
    default: null,
  }),
  requestName: header({
    name: 'Helicone-Request-Name',
    group: 'identity',
    format: 'text, at most 256 characters',
    description: 'A name for this kind of request, shown and filterable.',
    parse: textUpTo(256),
    default: null,
  }),
  timeout: header({
    name: 'Helicone-Timeout',
    group: 'identity',
    format: 'milliseconds, 1 to 86400000',
    description:
      "Longest wait from calling the provider until its answer begins, in place of the operator's UPSTREAM_HEADERS_TIMEOUT_MS; then 504. A stream that has begun is not limited by it.",
    parse: integerBetween(1, 86_400_000),
    default: null,
  }),
  streamUsage: header({
    name: 'Helicone-Stream-Usage',
    group: 'identity',
    format: 'true or false',
    description:
      "Whether the provider is asked for token usage in an OpenAI-format chat stream that doesn't ask itself; the extra chunk is logged and withheld from the client. Without it: where the provider is known to allow it.",
    parse: booleanValue,
    default: null,
  }),
  userId: header({
    name: 'Helicone-User-Id',
    group: 'tagging',
    format: 'text, at most 512 characters',
    description: "The end user on whose behalf the call is made. Without it the body's user field counts.",
    parse: textUpTo(512),
    default: null,
  }),
  sessionId: header({
    name: 'Helicone-Session-Id',
    group: 'tagging',
    format: 'text, at most 512 characters',
    description: 'Groups the requests of one session.',
    parse: textUpTo(512),
    default: null,
  }),
  sessionPath: header({
    name: 'Helicone-Session-Path',
    group: 'tagging',
    format: '/parent/child, at most 1024 characters',
    description: "This request's place in the tree of its session.",
    parse: pathValue(1024),
    default: null,
  }),
  sessionName: header({
    name: 'Helicone-Session-Name',
    group: 'tagging',
    format: 'text, at most 512 characters',
    description: 'A name for this kind of session.',
    parse: textUpTo(512),
    default: null,
  }),
  omitRequest: header({
    name: 'Helicone-Omit-Request',
    group: 'privacy',
    format: 'true or false',
    description: "The request's body is never written anywhere; its size, usage and cost still are.",
    parse: booleanValue,
    default: false,
  }),
  omitResponse: header({
    name: 'Helicone-Omit-Response',
    group: 'privacy',
    format: 'true or false',
    description: "The response's body is never written anywhere; its size, usage and cost still are.",
    parse: booleanValue,
    default: false,
  }),
};

/** The family Helicone-Property-<Name>: as many as `max`, each value of at most `maxValueLength` characters. */
export const propertyHeaders = {
  prefix: 'Helicone-Property-',
  group: 'tagging',
  format: 'text',
  description: 'A custom property. Names compare without regard to case and are shown as first sent.',
  max: 64,
  maxNameLength: 128,
  maxValueLength: 1024,
} as const;

export type HeaderField = keyof typeof headerTable;

type ValueOf<F extends HeaderField> =
  (typeof headerTable)[F] extends HeaderDefinition<infer T, infer D> ? T | D : never;

/** Every header of the table with its parsed value or its default, and the custom properties. */
export type ControlHeaders = { [F in HeaderField]: ValueOf<F> } & {
  /** [name as first sent, value] */
  properties: [string, string][];
};
