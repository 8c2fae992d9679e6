import type { ApiFormat } from './api-format.ts';
import type { ReadUsage } from './decode/format-reader.ts';
import type { JsonObject } from './decode/json.ts';
import type { UsageCheck } from './decode/usage-check.ts';

/** Whose error JSON a provider's clients expect. */
export type ErrorShape = 'openai' | 'anthropic' | 'azure' | 'google' | 'bedrock' | 'cohere';

/** How a provider that speaks OpenAI's formats counts, where it differs from OpenAI. */
export interface UsageDialect {
  /** Usage object → buckets. */
  read?: ReadUsage;
  /** What a usage object says was charged: decimal USD without exponent, null where it doesn't say. */
  cost?: (usage: JsonObject) => string | null;
  /** Calls of the provider's web search. */
  webSearches?: (usage: JsonObject, check: UsageCheck) => number;
  /** As in the billing facts. */
  variant?: (usage: JsonObject) => string;
}

/** What the proxy knows of a provider; a new one is data only. */
export interface Provider {
  /** Name in log records, in paths (`/<key>/…`) and, in capitals, in `<KEY>_BASE_URL`. */
  key: string;
  displayName: string;
  /** First labels of a proxy host that mean this provider, as in `oai.<domain>`. */
  hostLabels: readonly string[];
  /** Where calls go unless the operator says otherwise; null where there is no common place. */
  defaultBaseUrl: string | null;
  /** Base URL of one customer's resource or of a region, `{resource}` standing for its name: `/<key>/<resource>/…`. */
  resourceBaseUrl?: string;
  /** Where the resource's name stands in the path itself (first group); the path then goes on whole. */
  resourceInPath?: RegExp;
  /** Where OpenAI's `/v1/…` lives at this provider, if not there: `/openai/v1`, or '' where there is no version. */
  openaiRoot?: string;
  /** The same at a provider whose `/v1/…` is an API of its own: OpenAI's is reached there only by its whole path. */
  openaiBase?: string;
  /** The provider's own hosts; one that starts with a dot stands for everything below it. */
  ownHosts: readonly (string | RegExp)[];
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
  /** Wire format of POSTs by the end of their path, and by what else it holds; the first that fits counts. */
  formats: readonly { pathEnd: string; pathHolds?: string; apiFormat: ApiFormat }[];
  usageDialect?: UsageDialect;
}

/** The formats of OpenAI's API, which most providers speak. */
export const openaiFormats: Provider['formats'] = [
  { pathEnd: '/chat/completions', apiFormat: 'openai-chat' },
  { pathEnd: '/responses', apiFormat: 'openai-responses' },
  { pathEnd: '/embeddings', apiFormat: 'openai-embeddings' },
  { pathEnd: '/completions', apiFormat: 'openai-completions' },
  { pathEnd: '/images/generations', apiFormat: 'openai-images' },
  { pathEnd: '/images/edits', apiFormat: 'openai-images' },
  { pathEnd: '/images/variations', apiFormat: 'openai-images' },
  { pathEnd: '/audio/transcriptions', apiFormat: 'openai-transcription' },
  { pathEnd: '/audio/translations', apiFormat: 'openai-transcription' },
  { pathEnd: '/audio/speech', apiFormat: 'openai-speech' },
  { pathEnd: '/rerank', apiFormat: 'rerank' },
];

export const anthropicFormats: Provider['formats'] = [
  { pathEnd: '/messages', apiFormat: 'anthropic-messages' },
];
