import type { RequestDetail } from '@heliograph/contracts/request';

/** Where calls go through the proxy. */
export interface ProxyAddress {
  /** No slash at the end. */
  proxyUrl: string;
  /** The proxy's route to the built-in fake provider; null where there is none. */
  demoProviderUrl: string | null;
}

/** A header's value: text and names of environment variables that stand within it. */
export type HeaderValue = readonly (string | { env: string })[];

/** A logged request as a call that can be made again. */
export interface CallToRepeat {
  method: string;
  /** Through the proxy. */
  url: string;
  headers: readonly (readonly [name: string, value: HeaderValue])[];
  /** As it was sent; null where there is none or it isn't kept. */
  body: string | null;
  /** The provider's key; null where none is needed. */
  providerKey: string | null;
  apiFormat: string;
  stream: boolean;
  /** What the reader has to know of the call. */
  notes: readonly string[];
}

const heliographKey = 'HELICONE_API_KEY';

/** Header and variable of a provider's key, where they aren't `Authorization` and `<PROVIDER>_API_KEY`. */
const keys: Record<string, { header?: string; env?: string }> = {
  anthropic: { header: 'x-api-key' },
  azure: { header: 'api-key', env: 'AZURE_OPENAI_API_KEY' },
  google: { header: 'x-goog-api-key', env: 'GEMINI_API_KEY' },
  vertex: { env: 'GOOGLE_ACCESS_TOKEN' },
  bedrock: { env: 'AWS_BEARER_TOKEN_BEDROCK' },
  custom: { env: 'PROVIDER_API_KEY' },
};

/** What a client adds by itself, or what was true of that one connection alone. */
const LEFT_OUT =
  /^(?:host|content-length|connection|keep-alive|transfer-encoding|te|trailer|upgrade|expect|accept-encoding|user-agent|via|forwarded|priority|origin|referer|cf-.*|cloudfront-.*|x-vercel-.*|x-appengine-.*|x-forwarded-.*|x-real-ip|x-stainless-.*|sec-.*|traceparent|tracestate|baggage)$/;

type Logged = Pick<
  RequestDetail,
  | 'method'
  | 'path'
  | 'provider'
  | 'targetOrigin'
  | 'apiFormat'
  | 'stream'
  | 'userId'
  | 'sessionId'
  | 'sessionPath'
  | 'sessionName'
  | 'name'
  | 'properties'
> & { request: Pick<RequestDetail['request'], 'bytes' | 'text' | 'truncated' | 'omitted' | 'headers'> };

/** The call behind a logged request, its keys named as environment variables. */
export function callToRepeat(detail: Logged, address: ProxyAddress): CallToRepeat {
  const { method, provider, request, apiFormat, stream } = detail;
  const { url, target, isDemo } = routeTo(detail, address);
  const known = keys[provider] ?? {};
  const providerKey = isDemo
    ? null
    : (known.env ?? `${provider.toUpperCase().replaceAll(/\W/g, '_')}_API_KEY`);
  const keyHeader = known.header ?? 'Authorization';
  const sent = Object.entries(request.headers).filter(([name]) => !LEFT_OUT.test(name.toLowerCase()));
  return {
    method,
    url,
    headers: [
      ['Helicone-Auth', ['Bearer ', { env: heliographKey }]],
      ...(providerKey === null
        ? []
        : [
            [
              keyHeader,
              keyHeader === 'Authorization' ? ['Bearer ', { env: providerKey }] : [{ env: providerKey }],
            ] as const,
          ]),
      ...(target === null ? [] : [['Helicone-Target-Url', [target]] as const]),
      ...sent.map(([name, value]) => [name, [value]] as const),
      ...tagHeaders(detail).map(([name, value]) => [name, [value]] as const),
    ],
    body: request.text,
    providerKey,
    apiFormat,
    stream,
    notes: notesOn(request),
  };
}

/** A body that is cut, left out or no text can't be sent again as it was. */
function notesOn({ text, bytes, truncated, omitted }: Logged['request']): string[] {
  if (omitted) return ['The body was not kept, as the caller asked: put it in.'];
  if (text === null && bytes > 0)
    return [`The body (${bytes} bytes) is not text, or no longer kept: put it in.`];
  return truncated ? ['The body was cut at the capture limit: this is its beginning.'] : [];
}

function tagHeaders(detail: Logged): [string, string][] {
  const { userId, sessionId, sessionPath, sessionName, name, properties } = detail;
  const tags: [string, string | null][] = [
    ['Helicone-User-Id', userId],
    ['Helicone-Session-Id', sessionId],
    ['Helicone-Session-Path', sessionPath],
    ['Helicone-Session-Name', sessionName],
    ['Helicone-Request-Name', name],
    ...Object.entries(properties).map(([key, value]): [string, string] => [
      `Helicone-Property-${key}`,
      value,
    ]),
  ];
  return tags.flatMap(([header, value]) =>
    // What no header can carry was set later, by the API.
    value !== null && /^[\t\x20-\x7e\x80-\xff]*$/.test(value) && /^[\w!#$%&'*+\-.^`|~]+$/.test(header)
      ? [[header, value] as [string, string]]
      : [],
  );
}

/** Providers reached by a header that names their server: it is another for each customer or region. */
const BY_SERVER = new Set(['custom', 'azure', 'bedrock']);

/** The way through the proxy to the same server and path; `target` names the server where no path does. */
function routeTo(
  { provider, targetOrigin, path }: Logged,
  { proxyUrl, demoProviderUrl }: ProxyAddress,
): { url: string; target: string | null; isDemo: boolean } {
  const host = URL.canParse(targetOrigin) ? new URL(targetOrigin).hostname : '';
  const isDemo = demoProviderUrl !== null && /^(?:127\.|localhost$|\[::1\]$)/.test(host);
  const isOwn = provider === 'openai' || provider === 'anthropic';
  if (isDemo && isOwn) {
    const prefix = provider === 'anthropic' ? '/anthropic' : '';
    return { url: `${demoProviderUrl}${prefix}${path}`, target: null, isDemo };
  }
  const isRegional = provider === 'openai' && host.endsWith('.api.openai.com');
  if (BY_SERVER.has(provider) || isRegional) {
    return { url: `${proxyUrl}${path}`, target: targetOrigin, isDemo: false };
  }
  const isBare = provider === 'openai' && path.startsWith('/v1/');
  return { url: `${proxyUrl}${isBare ? '' : `/${provider}`}${path}`, target: null, isDemo: false };
}
