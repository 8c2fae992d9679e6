import { HeliographError } from '@heliograph/contracts/error-codes';
import { anthropic } from './anthropic/provider.ts';
import type { ApiFormat } from './api-format.ts';
import { compatibleProvider, custom } from './custom/provider.ts';
import { isUnsafePath, joinPath, readBaseUrl, type UpstreamBase } from './join-path.ts';
import { openai } from './openai/provider.ts';
import type { ErrorShape, Provider } from './provider.ts';
import { providerOfHost, providers } from './registry.ts';

export interface RouterOptions {
  /** Base URLs that the operator set, by provider key. */
  baseUrls?: Readonly<Record<string, string>>;
  /** OpenAI-compatible servers of the operator's: name → base URL. */
  compatible?: Readonly<Record<string, string>>;
  /** Base URL of the fake provider; without it `/demo/…` is unknown. */
  demoBaseUrl?: string | undefined;
}

export interface RouteRequest {
  method: string;
  /** The Host header, with or without port. */
  host: string;
  /** Path of the request target, without query string. */
  path: string;
  targetUrl: UpstreamBase | null;
  openaiApiBase: UpstreamBase | null;
}

export interface Route {
  provider: Provider;
  apiFormat: ApiFormat;
  /** Scheme, host and port to call. */
  origin: string;
  /** Path to call, without query string. */
  path: string;
  /** False where the caller chose the server: its address must then be checked before it is called. */
  trusted: boolean;
}

export interface Router {
  /** Where a request goes. Throws `unknown_path` (naming the known prefixes) or `invalid_request`. */
  match(request: RouteRequest): Route;
  /** Keys of the providers that there are here, the operator's own among them. */
  readonly providerKeys: readonly string[];
  provider(key: string): Provider | null;
  /** The way to a path at a provider, as its own clients name it; null where it has no one place. */
  at(provider: Provider, method: string, path: string): Route | null;
}

interface Destination {
  provider: Provider;
  base: UpstreamBase | null;
}

const RESOURCE = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** Builds the router once from what the operator configured. Throws a TypeError on a base URL that isn't one. */
export function createRouter(options: RouterOptions = {}): Router {
  const byPrefix = new Map<string, Destination>();
  const byLabel = new Map<string, Destination>();
  const compatible = Object.entries(options.compatible ?? {}).map(([name, url]) =>
    compatibleProvider(name, url),
  );
  for (const provider of [...providers, ...compatible]) {
    const url = options.baseUrls?.[provider.key] ?? provider.defaultBaseUrl;
    const destination: Destination = { provider, base: url === null ? null : readBaseUrl(url) };
    byPrefix.set(provider.key, destination);
    for (const label of provider.hostLabels) byLabel.set(label, destination);
  }
  const demo = options.demoBaseUrl === undefined ? null : readBaseUrl(options.demoBaseUrl);
  const prefixes = ['/v1/…', ...[...byPrefix].map(([key, { provider }]) => knownPrefix(key, provider))];
  if (demo !== null) prefixes.push('/demo/v1/…', '/demo/anthropic/…');

  function find({ host, path }: RouteRequest): { destination: Destination; path: string } | null {
    const labelled = byLabel.get(firstLabel(host));
    if (labelled !== undefined) return withResource(labelled, path);
    const bare = bareProvider(path);
    const bareDestination = bare === null ? undefined : byPrefix.get(bare.key);
    if (bareDestination !== undefined) return { destination: bareDestination, path };
    const [segment, rest] = splitFirstSegment(path);
    if (segment === 'demo' && demo !== null) {
      const [second, behind] = splitFirstSegment(rest);
      const provider = second === 'anthropic' ? anthropic : bareProvider(rest);
      if (provider === null) return null;
      return { destination: { provider, base: demo }, path: second === 'anthropic' ? behind : rest };
    }
    const destination = byPrefix.get(segment);
    return destination === undefined || rest === '' ? null : withResource(destination, rest);
  }

  return {
    match(request) {
      if (isUnsafePath(request.path) || !request.path.startsWith('/')) {
        throw new HeliographError(
          'invalid_request',
          'The path holds dot segments, backslashes or characters that no path may hold. Send it in its plain form.',
        );
      }
      const named = request.targetUrl ?? request.openaiApiBase;
      if (named !== null) return namedRoute(request, named);
      const found = find(request);
      if (found === null || found.destination.base === null || found.path === '') {
        throw new HeliographError('unknown_path', unknownPathMessage(prefixes), {
          details: { knownPrefixes: prefixes },
        });
      }
      return routeTo(found.destination.provider, found.destination.base, request.method, found.path);
    },
    providerKeys: [...byPrefix.keys()],
    provider: (key) => byPrefix.get(key)?.provider ?? null,
    at(provider, method, path) {
      const base = byPrefix.get(provider.key)?.base ?? null;
      return base === null ? null : routeTo(provider, base, method, path);
    },
  };
}

/** The way to a path at a place that the operator or the provider itself named. */
function routeTo(provider: Provider, base: UpstreamBase, method: string, path: string): Route {
  return {
    provider,
    apiFormat: formatOf(provider, method, path),
    origin: base.origin,
    path: joinPath(base.basePath, base.basePath === '' ? openaiPath(provider, path) : path),
    trusted: true,
  };
}

/** The error shape to answer in where a path leads nowhere. */
export function errorShapeOfPath(host: string, path: string): ErrorShape {
  const bare = path.startsWith('/demo/') ? path.slice('/demo'.length) : path;
  const label = firstLabel(host);
  const [segment] = splitFirstSegment(bare);
  const named = providers.find(({ key, hostLabels }) => key === segment || hostLabels.includes(label));
  return (named ?? bareProvider(bare))?.errorShape ?? 'openai';
}

function knownPrefix(key: string, provider: Provider): string {
  const { resourceBaseUrl, resourceInPath } = provider;
  return resourceBaseUrl === undefined || resourceInPath !== undefined ? `/${key}/…` : `/${key}/<resource>/…`;
}

function unknownPathMessage(prefixes: readonly string[]): string {
  return `No provider is known for this path. Known prefixes: ${prefixes.join(', ')}. Any other server is reached with the header Helicone-Target-Url.`;
}

/** The caller named the server: its host tells the provider, and the path stays as it is. */
function namedRoute({ method, path, targetUrl }: RouteRequest, base: UpstreamBase): Route {
  const provider = providerOfHost(new URL(base.origin).hostname) ?? custom;
  // A client of `/openai/v1` means OpenAI's paths; Azure's own begin with /openai.
  const strip = targetUrl === null && provider.key !== 'azure' && path.startsWith('/openai/v1/');
  const sent = strip ? path.slice('/openai'.length) : path;
  return {
    provider,
    apiFormat: formatOf(provider, method, sent),
    origin: base.origin,
    path: joinPath(base.basePath, sent),
    trusted: false,
  };
}

/** Takes the resource's name out of `/<resource>/openai/…` where a provider has one host per resource. */
function withResource(
  destination: Destination,
  path: string,
): { destination: Destination; path: string } | null {
  const { provider, base } = destination;
  if (provider.resourceBaseUrl === undefined) return { destination, path };
  if (provider.resourceInPath !== undefined) {
    const named = provider.resourceInPath.exec(path)?.[1];
    const own =
      named === undefined || !RESOURCE.test(named) ? null : resourceUrl(provider.resourceBaseUrl, named);
    return { destination: { provider, base: base ?? own }, path };
  }
  const [resource, rest] = splitFirstSegment(path);
  if (resource === 'openai') return { destination, path };
  if (!RESOURCE.test(resource) || rest === '') return null;
  return {
    destination: { provider, base: base ?? resourceUrl(provider.resourceBaseUrl, resource) },
    path: rest,
  };
}

/** `global` has a host without a name of its own in front: Google's way to say "anywhere". */
function resourceUrl(template: string, resource: string): UpstreamBase {
  if (resource === 'global') return readBaseUrl(template.replace(/\{resource\}[.-]/, ''));
  return readBaseUrl(template.replace('{resource}', resource));
}

/** OpenAI's own APIs, as its SDKs call them below `/v1`. */
const OPENAI_API =
  /^\/v1\/(?:chat\/completions|completions|embeddings|responses|models|images|audio|moderations|files|batches|rerank)(?:\/|$)/;

/** The path at a provider that keeps OpenAI's `/v1` elsewhere. */
function openaiPath({ openaiRoot }: Provider, path: string): string {
  return openaiRoot !== undefined && OPENAI_API.test(path) ? openaiRoot + path.slice('/v1'.length) : path;
}

/** `/v1/…` is OpenAI's, except `/v1/messages…`, which is Anthropic's. */
function bareProvider(path: string): Provider | null {
  if (!path.startsWith('/v1/')) return null;
  return path === '/v1/messages' || path.startsWith('/v1/messages/') ? anthropic : openai;
}

/** Wire format of a call to a provider. */
export function formatOf(provider: Provider, method: string, path: string): ApiFormat {
  if (method !== 'POST') return 'other';
  const fits = provider.formats.find(
    ({ pathEnd, pathHolds = '' }) => path.endsWith(pathEnd) && path.includes(pathHolds),
  );
  return fits?.apiFormat ?? 'other';
}

/** `/a/b/c` → ['a', '/b/c']; the rest is '' where there is no second slash. */
function splitFirstSegment(path: string): [segment: string, rest: string] {
  const slash = path.indexOf('/', 1);
  return slash === -1 ? [path.slice(1), ''] : [path.slice(1, slash), path.slice(slash)];
}

/** `oai` of `oai.example.com:8787`; '' for a name without domain and for an address. */
function firstLabel(host: string): string {
  const dot = host.indexOf('.');
  return dot <= 0 ? '' : host.slice(0, dot).toLowerCase();
}
