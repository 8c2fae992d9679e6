import { z } from 'zod';
import { tokenUsageSchema } from './token-usage.ts';

/** The classes of service that have prices of their own; `provisioned` was bought ahead and costs nothing by token. */
export const serviceTierSchema = z.enum(['standard', 'batch', 'flex', 'priority', 'fast', 'provisioned']);
export type ServiceTier = z.infer<typeof serviceTierSchema>;

/** Usage that is billed at another model's price than the request's own; it is not part of the request's buckets. */
export const otherModelUsageSchema = z.object({ model: z.string(), usage: tokenUsageSchema });
export type OtherModelUsage = z.infer<typeof otherModelUsageSchema>;

/** What else than model, time and {@link tokenUsageSchema} decides the price of a request. Read of the answer, else of the request. */
export const billingFactsSchema = z.object({
  /** True where the provider bills nothing: it refused the call, or the call costs nothing (lists, token counts). */
  free: z.boolean(),
  /** As served, which the answer says; what the request wished for does not count. */
  serviceTier: serviceTierSchema,
  /**
   * What the price of a model depends on beside its name, as the price table writes it: `quality=hd;size=1024x1792`,
   * `search_context_size=high`; '' where nothing was said. Keys stand in alphabetical order.
   */
  variant: z.string(),
  /**
   * Where the model ran, where that may cost more: Anthropic's `inference_geo` (`us`), the location of a Vertex path
   * (`europe-west1`), the region of a Bedrock host (`us-east-1`), the prefix of OpenAI's host (`eu`).
   * '' where it is not known or the provider's global default.
   */
  region: z.string(),
  /** What the provider says it charged, a decimal number of USD without exponent; null where it doesn't say. */
  reportedCostUsd: z.string().nullable(),
  otherModels: z.array(otherModelUsageSchema),
});
export type BillingFacts = z.infer<typeof billingFactsSchema>;

/** Nothing is known: standard service, at the model's own price. */
export const noBillingFacts: Readonly<BillingFacts> = {
  free: false,
  serviceTier: 'standard',
  variant: '',
  region: '',
  reportedCostUsd: null,
  otherModels: [],
};
