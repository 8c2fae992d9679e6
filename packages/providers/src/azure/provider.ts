import { anthropicFormats, openaiFormats, type Provider } from '../provider.ts';

export const azure: Provider = {
  key: 'azure',
  displayName: 'Azure OpenAI',
  hostLabels: ['azure'],
  defaultBaseUrl: null,
  resourceBaseUrl: 'https://{resource}.openai.azure.com',
  ownHosts: ['.openai.azure.com', '.cognitiveservices.azure.com', '.services.ai.azure.com', '.azure-api.net'],
  auth: { header: 'api-key', scheme: '' },
  errorShape: 'azure',
  streamUsage: 'default',
  // Older versions answer 400, https://learn.microsoft.com/azure/ai-foundry/openai/reference
  streamUsageSince: '2024-09-01-preview',
  formats: [...openaiFormats, ...anthropicFormats],
};
