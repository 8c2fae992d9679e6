import type { Route } from './match-route.ts';

/**
 * Whether a POST to this route may be asked for its usage where its body turns out to be a chat stream that doesn't ask.
 * `wish` is Helicone-Stream-Usage, null where it wasn't sent; `query` is '' or begins with a question mark.
 */
export function mayAskStreamUsage(
  { provider, apiFormat, path }: Pick<Route, 'provider' | 'apiFormat' | 'path'>,
  query: string,
  wish: boolean | null,
): boolean {
  // Other paths speak the same format with manners of their own, such as Mistral's on Vertex AI.
  if (apiFormat !== 'openai-chat' || !path.endsWith('/chat/completions')) return false;
  if (wish === false || provider.streamUsage === 'never') return false;
  if (wish === true) return true;
  if (provider.streamUsage === 'on-request') return false;
  const { streamUsageSince } = provider;
  if (streamUsageSince === undefined || path.includes('/v1/')) return true;
  const version = new URLSearchParams(query).get('api-version') ?? '';
  // Versions are dates, so that text compares like time; `-preview` comes behind the date.
  return version.slice(0, 10) >= streamUsageSince.slice(0, 10);
}
