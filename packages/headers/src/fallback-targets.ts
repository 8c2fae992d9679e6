import { z } from 'zod';
import { type Parsed, type UpstreamBase, upstreamBase } from './header-values.ts';

/** Where a call goes on when the one before it failed for good. */
export interface FallbackTarget {
  /** Put in the place of the body's model; null keeps it. */
  model: string | null;
  /** Key of the provider registry; null keeps the request's provider. */
  provider: string | null;
  targetUrl: UpstreamBase | null;
  /** In the place of the request's own headers of the same name: [name, value]. */
  headers: [string, string][];
  /** Statuses, both ends included, that lead on to this target; null: the usual ones. */
  onCodes: { from: number; to: number }[] | null;
  /** Put over the body's keys. */
  bodyKeyOverride: Record<string, unknown> | null;
}

const MAX_TARGETS = 10;
const name = z.string().trim().min(1).max(256);
const status = z.number().int().min(100).max(599);
const range = z
  .strictObject({ from: status, to: status })
  .refine(({ from, to }) => from <= to, 'from must not be above to');
const headerName = z.string().regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,128}$/, 'must be a header name');
const headerText = z
  .string()
  .max(8_192)
  .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'must be text without line breaks');

const targetSchema = z
  .strictObject({
    model: name.optional(),
    provider: name.toLowerCase().optional(),
    'target-url': z
      .string()
      .refine((url) => upstreamBase(url).ok, 'must be an http:// or https:// URL')
      .optional(),
    headers: z.record(headerName, headerText).optional(),
    onCodes: z
      .array(z.union([status, range]))
      .min(1)
      .max(100)
      .optional(),
    bodyKeyOverride: z.record(z.string(), z.unknown()).optional(),
  })
  .refine(
    (target) => (target.model ?? target.provider ?? target['target-url']) !== undefined,
    'must have a model, a provider or a target-url',
  )
  .refine(
    (target) => target.provider === undefined || target['target-url'] === undefined,
    'must not have both a provider and a target-url',
  );
const targetsSchema = z.array(targetSchema).min(1).max(MAX_TARGETS);

const EXPECTED = `a JSON list of 1 to ${MAX_TARGETS} targets such as [{"model": "gpt-4o-mini"}]`;

/** Reads the JSON of Helicone-Fallback. */
export function fallbackTargets(value: string): Parsed<FallbackTarget[]> {
  let json: unknown;
  try {
    json = JSON.parse(value);
  } catch {
    return { ok: false, expected: EXPECTED };
  }
  const read = targetsSchema.safeParse(json);
  if (read.success) return { ok: true, value: read.data.map(toTarget) };
  const [issue] = read.error.issues;
  const where = issue?.path.map(String).join('.') ?? '';
  return {
    ok: false,
    expected: `${EXPECTED}; ${where === '' ? '' : `at ${where}: `}${issue?.message ?? ''}`,
  };
}

function toTarget(target: z.infer<typeof targetSchema>): FallbackTarget {
  const url = target['target-url'] === undefined ? null : upstreamBase(target['target-url']);
  return {
    model: target.model ?? null,
    provider: target.provider ?? null,
    targetUrl: url?.ok === true ? url.value : null,
    headers: Object.entries(target.headers ?? {}),
    onCodes:
      target.onCodes?.map((code) => (typeof code === 'number' ? { from: code, to: code } : code)) ?? null,
    bodyKeyOverride: target.bodyKeyOverride ?? null,
  };
}
