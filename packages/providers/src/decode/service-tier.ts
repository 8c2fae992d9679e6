import type { ServiceTier } from '@heliograph/contracts/billing-facts';
import { stringOf } from './json.ts';

/** Providers' names for classes of service; those that aren't here are standard. */
const tiers = new Map<string, ServiceTier>([
  ['batch', 'batch'],
  ['flex', 'flex'],
  ['priority', 'priority'],
  ['fast', 'fast'],
  // OpenAI's scale tier, Vertex's throughput and Bedrock's reserved tier are paid ahead.
  ['scale', 'provisioned'],
  ['provisioned', 'provisioned'],
  ['reserved', 'provisioned'],
]);

/** The class of service that a provider names, in whatever case. */
export function serviceTierOf(name: unknown): ServiceTier {
  return tiers.get(stringOf(name).toLowerCase()) ?? 'standard';
}
