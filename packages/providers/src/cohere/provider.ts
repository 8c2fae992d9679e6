import { openaiFormats, type Provider } from '../provider.ts';

/** Cohere's own API; OpenAI's formats are below `/compatibility/v1`. https://docs.cohere.com/reference */
export const cohere: Provider = {
  key: 'cohere',
  displayName: 'Cohere',
  hostLabels: ['cohere'],
  defaultBaseUrl: 'https://api.cohere.com',
  openaiBase: '/compatibility/v1',
  ownHosts: ['api.cohere.com', 'api.cohere.ai'],
  auth: { header: 'authorization', scheme: 'Bearer ' },
  errorShape: 'cohere',
  streamUsage: 'never',
  formats: [
    ...openaiFormats,
    { pathEnd: '/chat', apiFormat: 'cohere-chat' },
    { pathEnd: '/embed', apiFormat: 'cohere-embeddings' },
  ],
};
