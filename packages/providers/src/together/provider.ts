import { openaiFormats, type Provider } from '../provider.ts';

export const together: Provider = {
  key: 'together',
  displayName: 'Together AI',
  hostLabels: ['together'],
  defaultBaseUrl: 'https://api.together.xyz',
  ownHosts: ['api.together.xyz', 'api.together.ai'],
  auth: { header: 'authorization', scheme: 'Bearer ' },
  errorShape: 'openai',
  streamUsage: 'default',
  formats: openaiFormats,
};
