import { anthropic } from './anthropic/provider.ts';
import { azure } from './azure/provider.ts';
import { openai } from './openai/provider.ts';
import type { Provider } from './provider.ts';
import { together } from './together/provider.ts';

/** Every provider that is reached by host and path. */
export const providers: readonly Provider[] = [openai, anthropic, azure, together];

/** The provider whose own server this is, by host name without port. */
export function providerOfHost(hostname: string): Provider | undefined {
  const host = hostname.toLowerCase();
  return providers.find((provider) =>
    provider.ownHosts.some((own) => (own.startsWith('.') ? host.endsWith(own) : host === own)),
  );
}
