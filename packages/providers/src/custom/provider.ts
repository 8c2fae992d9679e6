import { anthropicFormats, openaiFormats, type Provider } from '../provider.ts';

/** A server that the caller names in a header and that is none of the known providers'. */
export const custom: Provider = {
  key: 'custom',
  displayName: 'Custom',
  hostLabels: [],
  defaultBaseUrl: null,
  ownHosts: [],
  auth: { header: 'authorization', scheme: 'Bearer ' },
  errorShape: 'openai',
  streamUsage: 'on-request',
  formats: [...openaiFormats, ...anthropicFormats],
};

/** An OpenAI-compatible server of the operator's, reached as `/<key>/…` and at `<key>.<domain>`. */
export function compatibleProvider(key: string, baseUrl: string): Provider {
  return { ...custom, key, displayName: key, hostLabels: [key], defaultBaseUrl: baseUrl };
}
