import { deepinfraDialect } from '../deepinfra/usage.ts';
import { deepseekDialect } from '../deepseek/usage.ts';
import { mistralDialect } from '../mistral/usage.ts';
import { openrouterDialect } from '../openrouter/usage.ts';
import { perplexityDialect } from '../perplexity/usage.ts';
import { openaiFormats, type Provider } from '../provider.ts';
import { togetherDialect } from '../together/usage.ts';
import { xaiDialect } from '../xai/usage.ts';

/** What tells one OpenAI-compatible provider from the next. */
interface Entry extends Pick<Provider, 'displayName' | 'openaiRoot' | 'usageDialect'> {
  /** Its host is also taken for its own where a caller names the server. */
  baseUrl: string;
  /** Further hosts and host labels. */
  alsoHosts?: readonly string[];
  alsoLabels?: readonly string[];
  /** Default: asked for usage wherever the client doesn't ask itself. */
  streamUsage?: Provider['streamUsage'];
  /** Formats of its own, before OpenAI's. */
  ownFormats?: Provider['formats'];
}

/** Providers that speak OpenAI's API, by key. A new one is an entry here and a folder of fixtures. */
const entries: Record<string, Entry> = {
  // https://docs.together.ai/docs/openai-api-compatibility
  together: {
    displayName: 'Together AI',
    baseUrl: 'https://api.together.xyz',
    alsoHosts: ['api.together.ai'],
    usageDialect: togetherDialect,
  },
  // https://console.groq.com/docs/openai
  groq: {
    displayName: 'Groq',
    baseUrl: 'https://api.groq.com',
    openaiRoot: '/openai/v1',
  },
  // Refuses stream_options (422) and always sends usage. https://docs.mistral.ai/api
  mistral: {
    displayName: 'Mistral',
    baseUrl: 'https://api.mistral.ai',
    alsoHosts: ['codestral.mistral.ai'],
    streamUsage: 'never',
    ownFormats: [
      { pathEnd: '/ocr', apiFormat: 'mistral-ocr' },
      { pathEnd: '/fim/completions', apiFormat: 'openai-chat' },
    ],
    usageDialect: mistralDialect,
  },
  // https://api-docs.deepseek.com
  deepseek: {
    displayName: 'DeepSeek',
    baseUrl: 'https://api.deepseek.com',
    ownFormats: [{ pathEnd: '/anthropic/v1/messages', apiFormat: 'anthropic-messages' }],
    usageDialect: deepseekDialect,
  },
  // https://docs.x.ai/docs/api-reference
  xai: {
    displayName: 'xAI',
    baseUrl: 'https://api.x.ai',
    alsoHosts: ['.api.x.ai'],
    alsoLabels: ['x'],
    ownFormats: [{ pathEnd: '/v1/messages', apiFormat: 'anthropic-messages' }],
    usageDialect: xaiDialect,
  },
  // https://docs.fireworks.ai/tools-sdks/openai-compatibility
  fireworks: {
    displayName: 'Fireworks AI',
    baseUrl: 'https://api.fireworks.ai',
    openaiRoot: '/inference/v1',
  },
  // https://openrouter.ai/docs/api-reference
  openrouter: {
    displayName: 'OpenRouter',
    baseUrl: 'https://openrouter.ai',
    openaiRoot: '/api/v1',
    ownFormats: [{ pathEnd: '/v1/messages', apiFormat: 'anthropic-messages' }],
    usageDialect: openrouterDialect,
  },
  // Sends usage with every chunk, unasked. https://docs.perplexity.ai/api-reference
  perplexity: {
    displayName: 'Perplexity',
    baseUrl: 'https://api.perplexity.ai',
    openaiRoot: '',
    streamUsage: 'never',
    usageDialect: perplexityDialect,
  },
  // https://deepinfra.com/docs/openai_api
  deepinfra: {
    displayName: 'DeepInfra',
    baseUrl: 'https://api.deepinfra.com',
    openaiRoot: '/v1/openai',
    usageDialect: deepinfraDialect,
  },
  // https://inference-docs.cerebras.ai
  cerebras: {
    displayName: 'Cerebras',
    baseUrl: 'https://api.cerebras.ai',
  },
};

export const openaiCompatible: readonly Provider[] = Object.entries(entries).map(
  ([
    key,
    { baseUrl, alsoHosts = [], alsoLabels = [], ownFormats = [], streamUsage = 'default', ...entry },
  ]) => ({
    ...entry,
    key,
    hostLabels: [key, ...alsoLabels],
    defaultBaseUrl: baseUrl,
    ownHosts: [new URL(baseUrl).hostname, ...alsoHosts],
    auth: { header: 'authorization', scheme: 'Bearer ' },
    errorShape: 'openai',
    streamUsage,
    formats: [...ownFormats, ...openaiFormats],
  }),
);
