import { z } from 'zod';
import { readNamedField } from './request-fields.ts';

/** What requests can be grouped by, beside custom properties: `property.<name>`. Its key in filters is `filterField`. */
export const analyticsGroups = {
  model: { label: 'Model', filterField: 'model' },
  provider: { label: 'Provider', filterField: 'provider' },
  user: { label: 'User', filterField: 'userId' },
  session: { label: 'Session', filterField: 'sessionId' },
  key: { label: 'API key', filterField: 'apiKeyId' },
  status: { label: 'Status', filterField: 'status' },
  status_class: { label: 'Status class', filterField: null },
  outcome: { label: 'Outcome', filterField: 'outcome' },
  error: { label: 'Kind of error', filterField: null },
  cached: { label: 'Cache hit', filterField: 'cacheHit' },
  name: { label: 'Name', filterField: 'name' },
  prompt: { label: 'Prompt', filterField: 'promptId' },
  prompt_version: { label: 'Prompt version', filterField: 'promptVersion' },
  prompt_environment: { label: 'Prompt environment', filterField: 'promptEnvironment' },
  country: { label: 'Country', filterField: 'country' },
  feature: { label: 'Feature', filterField: 'property.feature' },
  latency_bucket: { label: 'Latency', filterField: null },
  ttft_bucket: { label: 'Time to first token', filterField: null },
} as const satisfies Record<string, { label: string; filterField: string | null }>;

export type AnalyticsGroupName = keyof typeof analyticsGroups;
const groupNames = Object.keys(analyticsGroups) as [AnalyticsGroupName, ...AnalyticsGroupName[]];

export const analyticsGroupSchema = z
  .union([
    z.enum(groupNames),
    z
      .string()
      .max(256)
      .refine((text) => readNamedField(text)?.kind === 'property' && text.trim() === text, {
        message: 'Group by one of the known fields, or by a custom property as property.<name>',
      }),
  ])
  .describe(
    'A field, or property.<name>: then the requests that have the property count. `feature` is property.feature; latency_bucket and ttft_bucket tell the lower end of a bucket in ms',
  );
export type AnalyticsGroup = z.infer<typeof analyticsGroupSchema>;

/** The name of the custom property that a group means, as written; null for every other field. */
export function groupedProperty(group: AnalyticsGroup): string | null {
  if (group === 'feature') return 'feature';
  return readNamedField(group)?.name ?? null;
}

/** Preferred numbers R10 (ISO 3): ten steps to a decade, each about a quarter above the one before. */
const steps = [1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8];

/**
 * Lower ends of the buckets of latency_bucket and ttft_bucket, in ms: 0, then ten to a decade from 1 ms to 1,000 s. A bucket
 * ends where the next begins; the last has no end.
 */
export const latencyBuckets: readonly number[] = [
  0,
  ...[1, 10, 100, 1_000, 10_000, 100_000].flatMap((decade) =>
    steps.map((step) => Number((step * decade).toFixed(2))),
  ),
  1_000_000,
];
