import { openaiFormats, type Provider } from '../provider.ts';

export const azure: Provider = {
  key: 'azure',
  displayName: 'Azure OpenAI',
  hostLabels: ['azure'],
  defaultBaseUrl: null,
  resourceBaseUrl: 'https://{resource}.openai.azure.com',
  ownHosts: ['.openai.azure.com', '.cognitiveservices.azure.com', '.services.ai.azure.com'],
  auth: { header: 'api-key', scheme: '' },
  errorShape: 'azure',
  formats: openaiFormats,
};
