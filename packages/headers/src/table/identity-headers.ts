import { header } from '../header-definition.ts';
import {
  booleanValue,
  integerBetween,
  type Parsed,
  priceValue,
  textUpTo,
  upstreamBase,
  uuidValue,
} from '../header-values.ts';

export const identityHeaders = {
  auth: header({
    name: 'Helicone-Auth',
    format: 'Bearer sk-helicone-…',
    description:
      "The organization's API key. Faults are answered with 401 by authentication, never with 400.",
    parse: (value): Parsed<string> => ({ ok: true, value }),
    default: null,
  }),
  targetUrl: header({
    name: 'Helicone-Target-Url',
    format: 'http(s) origin, a base path is kept',
    description:
      "Generic gateway: this server is called with the request's path. Private, loopback, link-local and metadata addresses are refused.",
    parse: upstreamBase,
    default: null,
  }),
  openaiApiBase: header({
    name: 'Helicone-OpenAI-Api-Base',
    format: 'http(s) URL',
    description: 'Base URL of an OpenAI-compatible server, for example an Azure OpenAI resource.',
    parse: upstreamBase,
    default: null,
  }),
  modelOverride: header({
    name: 'Helicone-Model-Override',
    format: 'model name, at most 256 characters',
    description: 'Model used for price and display; what is sent to the provider stays as it is.',
    parse: textUpTo(256),
    default: null,
  }),
  priceInput: header({
    name: 'Helicone-Price-Input',
    format: 'USD per million tokens, at most 6 digits after the point',
    description:
      "Price of this request's input tokens of every kind, before the organization's price book, what the provider reports and the price table.",
    parse: priceValue,
    default: null,
  }),
  priceOutput: header({
    name: 'Helicone-Price-Output',
    format: 'USD per million tokens, at most 6 digits after the point',
    description: "Price of this request's output tokens of every kind; like Helicone-Price-Input.",
    parse: priceValue,
    default: null,
  }),
  requestId: header({
    name: 'Helicone-Request-Id',
    format: 'UUID',
    description: "The caller's own id for this request. Without it one is made (UUID version 7).",
    parse: uuidValue,
    default: null,
  }),
  requestName: header({
    name: 'Helicone-Request-Name',
    format: 'text, at most 256 characters',
    description: 'A name for this kind of request, shown and filterable.',
    parse: textUpTo(256),
    default: null,
  }),
  timeout: header({
    name: 'Helicone-Timeout',
    format: 'milliseconds, 1 to 86400000',
    description:
      "Longest wait from calling the provider until its answer begins, in place of the operator's UPSTREAM_HEADERS_TIMEOUT_MS; then 504. A stream that has begun is not limited by it.",
    parse: integerBetween(1, 86_400_000),
    default: null,
  }),
  streamUsage: header({
    name: 'Helicone-Stream-Usage',
    format: 'true or false',
    description:
      "Whether the provider is asked for token usage in an OpenAI-format chat stream that doesn't ask itself; the extra chunk is logged and withheld from the client. Without it: where the provider is known to allow it.",
    parse: booleanValue,
    default: null,
  }),
};
