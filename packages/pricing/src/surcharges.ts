import type { ServiceTier } from '@heliograph/contracts/billing-facts';

/** What a row's token prices are multiplied by, as a fraction. */
export interface Surcharge {
  times: bigint;
  per: bigint;
  /** For the row's flags. */
  name: string;
}

/** Where the model ran and as what, beside what the table's row says. */
export interface SurchargeFacts {
  provider: string;
  model: string;
  region: string;
  /** As asked for; the row that was found may be the standard one. */
  serviceTier: ServiceTier;
  rowTier: ServiceTier;
}

const tenPercent = { times: 11n, per: 10n };

/**
 * Rules that providers publish as factors rather than as prices of each model; null where none holds.
 * Anthropic: US-only inference +10 % from Claude 4.6 on (platform.claude.com pricing). OpenAI: regional processing +10 %.
 * Vertex: regional and multi-region endpoints +10 % for Claude from 4.5 and Gemini from 3 on. xAI: batch −20 %. Groq: batch −50 %.
 */
export function surchargeOf(facts: SurchargeFacts): Surcharge | null {
  const { provider, model, region, serviceTier, rowTier } = facts;
  if (serviceTier === 'batch' && rowTier === 'standard') {
    if (provider === 'xai') return { times: 4n, per: 5n, name: 'batch_discount' };
    if (provider === 'groq') return { times: 1n, per: 2n, name: 'batch_discount' };
  }
  if (region === '' || region === 'global') return null;
  const regional = { ...tenPercent, name: 'regional_price' };
  switch (provider) {
    case 'anthropic':
      return region === 'us' && isAtLeast(model, 'claude', 4, 6) ? regional : null;
    case 'openai':
      return regional;
    case 'vertex':
      return isAtLeast(model, 'claude', 4, 5) || isAtLeast(model, 'gemini', 3, 0) ? regional : null;
    default:
      return null;
  }
}

/** Whether a name such as `claude-opus-4-6` or `gemini-3.1-pro` is of that version or a later one. */
function isAtLeast(model: string, family: string, major: number, minor: number): boolean {
  const match = new RegExp(`${family}-(?:[a-z]+-)*(\\d{1,2})(?:[-.](\\d{1,2}))?(?!\\d)`).exec(model);
  if (match === null) return false;
  const [ofMajor, ofMinor] = [Number(match[1]), Number(match[2] ?? 0)];
  return ofMajor > major || (ofMajor === major && ofMinor >= minor);
}
