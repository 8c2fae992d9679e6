import type { CallToRepeat } from './call-to-repeat.ts';

/** A method of an official SDK that makes a call of a format. */
export interface SdkCall {
  sdk: 'openai' | 'anthropic';
  /** From the client on. */
  method: string;
  /** Where the client's base URL ends. */
  baseUrl: string;
  /** Parameters that the Python SDK knows by name; others go in as `extra_body`. */
  python: ReadonlySet<string>;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

// The parameters of openai 2.x and anthropic 0.7x for Python; what came later still arrives, by `extra_body`.
const formats: Record<string, Omit<SdkCall, 'baseUrl'> & { end: string }> = {
  'openai-chat': {
    sdk: 'openai',
    method: 'chat.completions.create',
    end: '/chat/completions',
    python: words(
      `messages model audio frequency_penalty function_call functions logit_bias logprobs max_completion_tokens
      max_tokens metadata modalities n parallel_tool_calls prediction presence_penalty prompt_cache_key
      reasoning_effort response_format safety_identifier seed service_tier stop store stream stream_options temperature
      tool_choice tools top_logprobs top_p user verbosity web_search_options`,
    ),
  },
  'openai-responses': {
    sdk: 'openai',
    method: 'responses.create',
    end: '/responses',
    python: words(
      `background conversation include input instructions max_output_tokens max_tool_calls metadata model
      parallel_tool_calls previous_response_id prompt prompt_cache_key reasoning safety_identifier service_tier store
      stream stream_options temperature text tool_choice tools top_logprobs top_p truncation user`,
    ),
  },
  'openai-embeddings': {
    sdk: 'openai',
    method: 'embeddings.create',
    end: '/embeddings',
    python: words('input model dimensions encoding_format user'),
  },
  'openai-completions': {
    sdk: 'openai',
    method: 'completions.create',
    end: '/completions',
    python: words(
      `model prompt best_of echo frequency_penalty logit_bias logprobs max_tokens n presence_penalty seed stop stream
      stream_options suffix temperature top_p user`,
    ),
  },
  'anthropic-messages': {
    sdk: 'anthropic',
    method: 'messages.create',
    end: '/v1/messages',
    python: words(
      `max_tokens messages model metadata service_tier stop_sequences stream system temperature thinking tool_choice
      tools top_k top_p`,
    ),
  },
};

/** The SDK's method for the call; null where none makes it, so that it is made by hand. */
export function sdkCall({ method, url, apiFormat, body, headers }: CallToRepeat): SdkCall | null {
  const format = formats[apiFormat];
  if (format === undefined || method !== 'POST' || body === null) return null;
  // Azure's key goes into a header that these clients don't send.
  if (!url.endsWith(format.end) || headers.some(([name]) => name === 'api-key')) return null;
  const { end, ...call } = format;
  return { ...call, baseUrl: url.slice(0, -end.length) };
}

/** Headers that an SDK sends by itself. */
const BY_SDK = new Set(['authorization', 'x-api-key', 'content-type', 'accept', 'anthropic-version']);

/** What is left to be said to the client as its default headers. */
export function ownHeaders({ headers }: CallToRepeat): CallToRepeat['headers'] {
  return headers.filter(([name]) => !BY_SDK.has(name.toLowerCase()));
}
