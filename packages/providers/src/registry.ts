import { anthropic } from './anthropic/provider.ts';
import { azure } from './azure/provider.ts';
import { bedrock } from './bedrock/provider.ts';
import { cohere } from './cohere/provider.ts';
import { google, vertex } from './google/provider.ts';
import { openai } from './openai/provider.ts';
import { openaiCompatible } from './openai-compatible/providers.ts';
import type { Provider } from './provider.ts';

/** Every provider that is reached by host and path. */
export const providers: readonly Provider[] = [
  openai,
  anthropic,
  azure,
  google,
  vertex,
  bedrock,
  cohere,
  ...openaiCompatible,
];

/** The provider whose own server this is, by host name without port. */
export function providerOfHost(hostname: string): Provider | undefined {
  const host = hostname.toLowerCase();
  return providers.find((provider) => provider.ownHosts.some((own) => isOwn(own, host)));
}

function isOwn(own: string | RegExp, host: string): boolean {
  if (typeof own !== 'string') return own.test(host);
  return own.startsWith('.') ? host.endsWith(own) : host === own;
}
