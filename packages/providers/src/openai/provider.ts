import { openaiFormats, type Provider } from '../provider.ts';

export const openai: Provider = {
  key: 'openai',
  displayName: 'OpenAI',
  hostLabels: ['openai', 'oai'],
  defaultBaseUrl: 'https://api.openai.com',
  ownHosts: ['api.openai.com', '.api.openai.com'],
  auth: { header: 'authorization', scheme: 'Bearer ' },
  errorShape: 'openai',
  streamUsage: 'default',
  formats: openaiFormats,
};
