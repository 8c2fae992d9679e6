import { anthropicFormats, type Provider } from '../provider.ts';

export const anthropic: Provider = {
  key: 'anthropic',
  displayName: 'Anthropic',
  hostLabels: ['anthropic'],
  defaultBaseUrl: 'https://api.anthropic.com',
  ownHosts: ['api.anthropic.com'],
  auth: { header: 'x-api-key', scheme: '' },
  errorShape: 'anthropic',
  streamUsage: 'never',
  formats: anthropicFormats,
};
