import type { Parsed } from './header-values.ts';

export type RateLimitUnit = 'request' | 'cents' | 'token';

/** Whose calls are counted together. */
export type RateLimitSegment = { by: 'global' | 'user' | 'key' } | { by: 'property'; name: string };

/** Never more than `quota` in any window of `windowSeconds`. */
export interface RateLimitPolicy {
  /** Whole requests or tokens, or US cents with at most 6 digits after the point. */
  quota: number;
  windowSeconds: number;
  unit: RateLimitUnit;
  segment: RateLimitSegment;
  /** As it was written, without white space around it. */
  text: string;
}

const MAX_WINDOW_SECONDS = 31_536_000;
const MAX_QUOTA = 1_000_000_000_000;
const MAX_POLICIES = 10;
const MAX_PROPERTY_NAME = 128;
const EXPECTED =
  'quota;w=seconds with optional ;u=request|cents|token|user|org and ;s=global|user|key|<property>, several separated by commas';

/** Reads `quota;w=seconds[;u=unit][;s=segment]`, several separated by commas, the parts after the quota in any order. */
export function rateLimitPolicies(value: string): Parsed<RateLimitPolicy[]> {
  const texts = value.split(',').map((text) => text.trim());
  if (texts.length > MAX_POLICIES) return { ok: false, expected: `at most ${MAX_POLICIES} policies` };
  const policies: RateLimitPolicy[] = [];
  for (const text of texts) {
    const policy = readPolicy(text);
    if (typeof policy === 'string') return { ok: false, expected: `${EXPECTED}; ${policy}` };
    policies.push(policy);
  }
  return { ok: true, value: policies };
}

/** A policy, or what is wrong with it. */
function readPolicy(text: string): RateLimitPolicy | string {
  const [first = '', ...rest] = text.split(';').map((part) => part.trim());
  const parts = readParts(rest);
  if (typeof parts === 'string') return parts;
  const windowSeconds = /^\d{1,8}$/.test(parts.w ?? '') ? Number(parts.w) : 0;
  if (windowSeconds < 1 || windowSeconds > MAX_WINDOW_SECONDS)
    return `w must be a whole number of seconds from 1 to ${MAX_WINDOW_SECONDS}`;
  const counted = readUnit(parts.u, parts.s);
  if (typeof counted === 'string') return counted;
  const form = counted.unit === 'cents' ? /^\d{1,13}(\.\d{1,6})?$/ : /^\d{1,13}$/;
  const quota = form.test(first) ? Number(first) : 0;
  if (quota <= 0 || quota > MAX_QUOTA)
    return counted.unit === 'cents'
      ? 'the quota must be cents above 0, with at most 6 digits after the point'
      : 'the quota must be a whole number above 0';
  return { quota, windowSeconds, ...counted, text };
}

type Part = 'w' | 'u' | 's';

function readParts(parts: readonly string[]): Partial<Record<Part, string>> | string {
  const read: Partial<Record<Part, string>> = {};
  for (const part of parts) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(at, 0)).trim().toLowerCase();
    if (name !== 'w' && name !== 'u' && name !== 's') return 'each part after the quota must be w=, u= or s=';
    if (read[name] !== undefined) return `${name} must be given once`;
    read[name] = part.slice(at + 1).trim();
  }
  return read;
}

function readUnit(
  u: string | undefined,
  s: string | undefined,
): Pick<RateLimitPolicy, 'unit' | 'segment'> | string {
  const unit = u?.toLowerCase() ?? 'request';
  if (unit === 'user' || unit === 'org') {
    if (s !== undefined) return `u=${unit} says whose calls are counted already, so s= must be left out`;
    return { unit: 'request', segment: { by: unit === 'user' ? 'user' : 'global' } };
  }
  if (unit !== 'request' && unit !== 'cents' && unit !== 'token')
    return 'u must be request, cents, token, user or org';
  const lower = s?.toLowerCase() ?? 'global';
  if (lower === 'global' || lower === 'user' || lower === 'key') return { unit, segment: { by: lower } };
  if (lower === '' || lower.length > MAX_PROPERTY_NAME)
    return 's must be global, user, key or the name of a property';
  return { unit, segment: { by: 'property', name: lower } };
}
