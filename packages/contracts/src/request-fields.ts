/** What a field of a request holds, and with that how it is compared; in `words` one looks for words and phrases. */
export type FieldKind = 'text' | 'number' | 'boolean' | 'uuid' | 'words';

export interface RequestField {
  kind: FieldKind;
  /** For people. */
  label: string;
  /** Its name in filter texts, beside its own. */
  short?: string;
  /** What its numbers count; null where they count nothing or are none. */
  unit?: 'ms' | 'usd' | 'tokens';
}

/** Every field of a request that can be filtered by, custom properties and scores aside. */
export const requestFields = {
  id: { kind: 'uuid', label: 'Request id' },
  provider: { kind: 'text', label: 'Provider' },
  model: { kind: 'text', label: 'Model' },
  status: { kind: 'number', label: 'Status' },
  outcome: { kind: 'text', label: 'Outcome' },
  error: { kind: 'text', label: 'Kind of error' },
  name: { kind: 'text', label: 'Name' },
  userId: { kind: 'text', label: 'User', short: 'user' },
  sessionId: { kind: 'text', label: 'Session', short: 'session' },
  sessionName: { kind: 'text', label: 'Session name', short: 'session-name' },
  promptId: { kind: 'text', label: 'Prompt', short: 'prompt' },
  promptVersion: { kind: 'text', label: 'Prompt version', short: 'prompt-version' },
  promptEnvironment: { kind: 'text', label: 'Prompt environment', short: 'prompt-environment' },
  country: { kind: 'text', label: 'Country' },
  apiKeyId: { kind: 'uuid', label: 'API key', short: 'key' },
  providerKeyFingerprint: { kind: 'text', label: 'Provider key', short: 'provider-key' },
  stream: { kind: 'boolean', label: 'Stream' },
  latencyMs: { kind: 'number', label: 'Latency', short: 'latency', unit: 'ms' },
  timeToFirstTokenMs: { kind: 'number', label: 'Time to first token', short: 'ttft', unit: 'ms' },
  inputTokens: { kind: 'number', label: 'Input tokens', short: 'input', unit: 'tokens' },
  outputTokens: { kind: 'number', label: 'Output tokens', short: 'output', unit: 'tokens' },
  totalTokens: { kind: 'number', label: 'Tokens', short: 'tokens', unit: 'tokens' },
  costUsd: { kind: 'number', label: 'Cost', short: 'cost', unit: 'usd' },
  costSource: { kind: 'text', label: 'Source of the cost', short: 'cost-source' },
  unpriced: { kind: 'boolean', label: 'Without a price' },
  cacheHit: { kind: 'boolean', label: 'Cache hit', short: 'cached' },
  cacheStatus: { kind: 'text', label: 'Cache', short: 'cache' },
  cacheKey: { kind: 'text', label: 'Cache key', short: 'cache-key' },
  requestHash: { kind: 'text', label: 'Identical requests', short: 'request-hash' },
  rateLimitSource: { kind: 'text', label: 'Rate limit of', short: 'limit-source' },
  rateLimitScope: { kind: 'text', label: 'Rate limit set by', short: 'limit-scope' },
  rateLimitRuleId: { kind: 'text', label: 'Rate limit rule', short: 'limit-rule' },
  attemptCount: { kind: 'number', label: 'Attempts', short: 'attempts' },
  fallbackIndex: { kind: 'number', label: 'Fallback', short: 'fallback' },
  feedback: { kind: 'text', label: 'Feedback' },
  scored: { kind: 'boolean', label: 'Has scores' },
  text: { kind: 'words', label: 'Text' },
  requestText: { kind: 'words', label: 'Request text', short: 'request' },
  responseText: { kind: 'words', label: 'Response text', short: 'response' },
} as const satisfies Record<string, RequestField>;

export type RequestFieldName = keyof typeof requestFields;

/** The fields in which one looks for words. */
export type WordsFieldName = 'text' | 'requestText' | 'responseText';

/** Names of all fields, for schemas. */
export const requestFieldNames = Object.keys(requestFields) as [RequestFieldName, ...RequestFieldName[]];

/** Fields of which there are as many as people name: `property.<name>`, `score.<name>`. */
const namedFields = {
  property: { kind: 'text', label: 'Property' },
  score: { kind: 'number', label: 'Score' },
} as const satisfies Record<string, RequestField>;
export type NamedFieldKind = keyof typeof namedFields;

const byName = new Map<string, RequestFieldName>(
  requestFieldNames.flatMap((name) => {
    const { short }: RequestField = requestFields[name];
    return [name, ...(short === undefined ? [] : [short])].map(
      (known) => [known.toLowerCase(), name] as const,
    );
  }),
);

/** The field that a filter text means, in any case; null where there is none of that name. */
export function findRequestField(name: string): RequestFieldName | null {
  return byName.get(name.toLowerCase()) ?? null;
}

/** The two halves of `property.<name>` and `score.<name>`; null for every other field. */
export function readNamedField(field: string): { kind: NamedFieldKind; name: string } | null {
  const dot = field.indexOf('.');
  const kind = field.slice(0, dot).toLowerCase();
  if (dot < 0 || !(kind in namedFields)) return null;
  return { kind: kind as NamedFieldKind, name: field.slice(dot + 1) };
}

/** What is known of a field of the filter grammar, `property.<name>` and `score.<name>` included. */
export function describeField(field: string): RequestField {
  if (field in requestFields) return requestFields[field as RequestFieldName];
  return namedFields[readNamedField(field)?.kind ?? 'property'];
}

/** How a field is written in filter texts; a property's name is not escaped. */
export function shortFieldName(field: string): string {
  return describeField(field).short ?? field;
}
