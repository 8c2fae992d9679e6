import { createHash } from 'node:crypto';
import { HeliographError } from '@heliograph/contracts/error-codes';
import {
  type RateLimit,
  type RateLimitScope,
  type RateLimitUnit,
  rateLimitText,
} from '@heliograph/contracts/rate-limits';
import { countedQuota } from './amounts.ts';

/** A limit that counts for one request. Amounts are whole requests, tokens or micro-cents. */
export interface PlannedLimit {
  scope: RateLimitScope;
  ruleId: string | null;
  /** As Helicone-RateLimit-Policy writes it. */
  text: string;
  /** How RateLimit-Policy calls it. */
  name: string;
  unit: RateLimitUnit;
  quota: number;
  /** Null for a budget, which has a month. */
  windowSeconds: number | null;
  /** Tells apart whose requests are counted, without saying who they are; null where there is nothing to tell apart. */
  partition: string | null;
  /** Of the counter in Redis. */
  key: string;
}

/** A rule that an organization keeps. */
export interface OrganizationRule extends RateLimit {
  id: string;
  name: string;
  /** The models it is for, by name or beginning with `*` behind it; null for all. */
  model: string | null;
  /** The property (in lower case) and value that requests must have; null for all. */
  property: { name: string; value: string } | null;
}

/** What limits count by. */
export interface CountedRequest {
  organizationId: string;
  apiKeyId: string;
  /** [name, value] */
  properties: readonly (readonly [string, string])[];
  /** Looks into the body where the headers don't say. */
  user(): string | null;
  model(): string | null;
}

/** All limits of a request but its key's budget. Throws `invalid_request` where the header's policy counts by what it lacks. */
export function planLimits(
  request: CountedRequest,
  policies: readonly (RateLimit & { text: string })[],
  rules: readonly OrganizationRule[],
  keyLimits: readonly RateLimit[],
): PlannedLimit[] {
  const planned: PlannedLimit[] = [];
  for (const policy of policies) {
    const segment = segmentOf(policy, request);
    if (segment === null) throw lacking(policy);
    const { text } = policy;
    planned.push(plan(request, policy, segment, { scope: 'header', id: null, name: text, text }));
  }
  for (const rule of rules) {
    if (!isFor(rule, request)) continue;
    // Requests without a user, say, share a segment of their own: leaving the name out is no way around a rule.
    const segment = segmentOf(rule, request) ?? 'none';
    const { id, name } = rule;
    planned.push(plan(request, rule, segment, { scope: 'rule', id, name, text: rateLimitText(rule) }));
  }
  for (const limit of keyLimits) {
    const segment = `${request.apiKeyId}.${segmentOf(limit, request) ?? 'none'}`;
    const text = rateLimitText(limit);
    planned.push(plan(request, limit, segment, { scope: 'key', id: null, name: `key ${text}`, text }));
  }
  return strictest(planned);
}

function plan(
  { organizationId }: CountedRequest,
  limit: RateLimit,
  segment: string,
  from: { scope: RateLimitScope; id: string | null; name: string; text: string },
): PlannedLimit {
  const { unit, windowSeconds, quota } = limit;
  const id = from.id ?? from.scope;
  return {
    scope: from.scope,
    ruleId: from.id,
    text: from.text,
    name: from.name,
    unit,
    quota: countedQuota(quota, unit),
    windowSeconds,
    partition: limit.segment.by === 'global' ? null : segment,
    key: `${limitKeyPrefix(organizationId)}${id}:${unit}:${windowSeconds}:${segment}`,
  };
}

/** Keys of one organization's counters; the braces keep them in one slot of a cluster. */
export function limitKeyPrefix(organizationId: string): string {
  return `heliograph:{${organizationId}}:limit:`;
}

/** Whose requests are counted together; null where the request doesn't say. Names don't reach Redis, only what tells them apart. */
function segmentOf({ segment }: RateLimit, { user, apiKeyId, properties }: CountedRequest): string | null {
  switch (segment.by) {
    case 'global':
      return 'all';
    case 'key':
      return apiKeyId;
    case 'user': {
      const name = user();
      return name === null ? null : `user.${digest(name)}`;
    }
    case 'property': {
      const wanted = segment.name.toLowerCase();
      const found = properties.find(([name]) => name.toLowerCase() === wanted);
      return found === undefined ? null : `property.${digest(`${wanted}\0${found[1]}`)}`;
    }
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

function isFor({ model, property }: OrganizationRule, request: CountedRequest): boolean {
  if (property !== null) {
    const found = request.properties.find(([name]) => name.toLowerCase() === property.name);
    if (found?.[1] !== property.value) return false;
  }
  if (model === null) return true;
  const called = request.model()?.toLowerCase() ?? '';
  const wanted = model.toLowerCase();
  return wanted.endsWith('*') ? called.startsWith(wanted.slice(0, -1)) : called === wanted;
}

/** Of several limits with one counter (the same but for their quotas) only the smallest can matter. */
function strictest(limits: readonly PlannedLimit[]): PlannedLimit[] {
  const byKey = new Map<string, PlannedLimit>();
  for (const limit of limits) {
    const other = byKey.get(limit.key);
    if (other === undefined || limit.quota < other.quota) byKey.set(limit.key, limit);
  }
  return [...byKey.values()];
}

function lacking({ segment, text }: RateLimit & { text: string }): HeliographError {
  const what =
    segment.by === 'property'
      ? `the property ${segment.name}. Send Helicone-Property-${segment.name}`
      : 'the user. Send Helicone-User-Id or, in the body, the user';
  return new HeliographError(
    'invalid_request',
    `The policy "${text}" of Helicone-RateLimit-Policy counts by ${what}, or count by something else.`,
  );
}
