import type { ApiFormat } from './api-format.ts';

/** Whose error JSON a provider's clients expect. */
export type ErrorShape = 'openai' | 'anthropic' | 'azure';

/** What the proxy knows of a provider; a new one is data only. */
export interface Provider {
  /** Name in log records, in paths (`/<key>/…`) and, in capitals, in `<KEY>_BASE_URL`. */
  key: string;
  displayName: string;
  /** First labels of a proxy host that mean this provider, as in `oai.<domain>`. */
  hostLabels: readonly string[];
  /** Where calls go unless the operator says otherwise; null where there is no common place. */
  defaultBaseUrl: string | null;
  /** Base URL of one customer's resource, `{resource}` standing for its name: `/<key>/<resource>/…`. */
  resourceBaseUrl?: string;
  /** The provider's own hosts; one that starts with a dot stands for everything below it. */
  ownHosts: readonly string[];
  /** Header that carries the provider's key, in lower case, and what comes before the key. */
  auth: { header: string; scheme: '' | 'Bearer ' };
  errorShape: ErrorShape;
  /**
   * Whether a chat stream may be asked for its usage (`stream_options.include_usage`): `default` wherever the client
   * doesn't, `on-request` only where Helicone-Stream-Usage says so, `never` where the provider refuses it.
   */
  streamUsage: 'default' | 'on-request' | 'never';
  /** First `api-version` (of the query) that knows `stream_options`; paths with `/v1/` need none. */
  streamUsageSince?: string;
  /** Wire format of POSTs by the end of their path; the first that fits counts. */
  formats: readonly { pathEnd: string; apiFormat: ApiFormat }[];
}

/** The formats of OpenAI's API, which most providers speak. */
export const openaiFormats: Provider['formats'] = [
  { pathEnd: '/chat/completions', apiFormat: 'openai-chat' },
  { pathEnd: '/responses', apiFormat: 'openai-responses' },
  { pathEnd: '/embeddings', apiFormat: 'openai-embeddings' },
  { pathEnd: '/completions', apiFormat: 'openai-completions' },
];

export const anthropicFormats: Provider['formats'] = [
  { pathEnd: '/messages', apiFormat: 'anthropic-messages' },
];
