import type { ApiFormat } from './api-format.ts';
import type { UpstreamBase } from './join-path.ts';
import type { Route, Router } from './match-route.ts';
import type { Provider } from './provider.ts';

/** Where a fallback goes: another provider by its key, or a server that the caller names. */
export interface FallbackDestination {
  provider: string | null;
  targetUrl: UpstreamBase | null;
}

/** A call as it came in, and where it goes first. */
export interface RoutedCall {
  method: string;
  /** Path of the request target, without query string. */
  path: string;
  route: Route;
  /** Whether the caller says itself what the body has to be for a provider of another format. */
  reshaped: boolean;
}

export type FallbackRoute = { ok: true; route: Route } | { ok: false; problem: string };

/** Formats of conversations, the first that a provider has being its own. */
const CHATS: ReadonlySet<ApiFormat> = new Set([
  'anthropic-messages',
  'cohere-chat',
  'openai-chat',
  'openai-responses',
]);

/**
 * The same call at another provider or server. A provider is called in the same format as the first one, below the path
 * where it keeps that format; a server that the caller names gets the path that the first provider would have got.
 */
export function fallbackRoute(
  router: Router,
  { method, path, route, reshaped }: RoutedCall,
  { provider: key, targetUrl }: FallbackDestination,
): FallbackRoute {
  const endpoint = endpointOf(route, path);
  if (targetUrl !== null) {
    const named = router.match({ method, host: '', path: endpoint ?? path, targetUrl, openaiApiBase: null });
    // The path is the same, so what is sent and expected there is, too, whatever the server's provider has besides.
    const apiFormat = named.apiFormat === 'other' ? route.apiFormat : named.apiFormat;
    return { ok: true, route: { ...named, apiFormat } };
  }
  if (key === null || key === route.provider.key) return { ok: true, route };
  const provider = router.provider(key);
  if (provider === null) {
    return {
      ok: false,
      problem: `there is no provider ${JSON.stringify(key)}; known are ${router.providerKeys.join(', ')}`,
    };
  }
  const there =
    pathAt(provider, endpoint, route.apiFormat) ?? (reshaped ? ownChat(provider, route.apiFormat) : null);
  if (there === null) {
    return {
      ok: false,
      problem: `${provider.displayName} does not speak ${route.apiFormat}, and nothing is translated: name one that does, or say in bodyKeyOverride what the body has to be`,
    };
  }
  const found = router.at(provider, method, there);
  if (found === null) {
    return {
      ok: false,
      problem: `${provider.displayName} has no one place to call: name it with target-url`,
    };
  }
  return { ok: true, route: found };
}

/** The end of the path that tells the format, without what stands for the version or the API: `/chat/completions`. */
function endpointOf({ provider, apiFormat }: Route, path: string): string | null {
  const format = provider.formats.find((each) => each.apiFormat === apiFormat && path.endsWith(each.pathEnd));
  return format === undefined || format.pathEnd.startsWith(':') ? null : `/v1${bare(format.pathEnd)}`;
}

const bare = (pathEnd: string): string => pathEnd.replace(/^.*\/v1(?=\/)/, '');

/** Where a provider has the same endpoint in the same format; null where it hasn't. */
function pathAt(provider: Provider, endpoint: string | null, apiFormat: ApiFormat): string | null {
  if (endpoint === null) return null;
  const tail = bare(endpoint);
  const format = provider.formats.find((each) => each.apiFormat === apiFormat && bare(each.pathEnd) === tail);
  return format === undefined ? null : wholePath(provider, format.pathEnd, apiFormat);
}

/** A provider's own way to hold a conversation, where it differs from `apiFormat`. */
function ownChat(provider: Provider, apiFormat: ApiFormat): string | null {
  if (!CHATS.has(apiFormat)) return null;
  const format = provider.formats.find((each) => CHATS.has(each.apiFormat));
  return format === undefined ? null : wholePath(provider, format.pathEnd, format.apiFormat);
}

function wholePath({ openaiBase = '/v1' }: Provider, pathEnd: string, apiFormat: ApiFormat): string {
  if (pathEnd.includes('/v1/')) return pathEnd;
  return (apiFormat.startsWith('openai-') ? openaiBase : '/v1') + pathEnd;
}
