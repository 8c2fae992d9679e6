import { HeliographError } from '@heliograph/contracts/error-codes';
import type { RateLimit } from '@heliograph/contracts/rate-limits';
import type { PriceBook } from '@heliograph/pricing/custom-prices';
import { isApiKeyShaped } from '@heliograph/services/api-key/key-format';
import type { HeaderPolicy } from '../control-headers/check-headers.ts';
import type { KeyBudget } from '../limits/budget.ts';
import type { OrganizationRule } from '../limits/plan-limits.ts';
import type { KeyDirectory, KeyFacts } from './key-directory.ts';
import type { Credentials } from './take-credentials.ts';

/** Who is calling. */
export interface Caller {
  apiKeyId: string;
  organizationId: string;
  /** Milliseconds since the epoch; Infinity for ever. */
  expiresAt: number;
  /** The key's own. */
  limits: readonly RateLimit[];
  budget: KeyBudget | null;
  organization: OrganizationFacts;
}

/** What holds for all requests of an organization. */
export interface OrganizationFacts {
  rules: readonly OrganizationRule[];
  priceBook: PriceBook;
  /** Null: as the installation has it. */
  headerPolicy: HeaderPolicy | null;
}

const HOW =
  'Send the header "Helicone-Auth: Bearer sk-helicone-…"; keys are made in the dashboard under Settings → API keys.';

/** Checks the caller's key. Throws one of the 401 codes, or `service_unavailable` where the key can't be checked now. */
export function authenticate(keys: KeyDirectory, { key, malformed }: Credentials): Caller | Promise<Caller> {
  if (malformed) {
    throw new HeliographError(
      'malformed_api_key',
      `Helicone-Auth is not of the form "Bearer sk-helicone-…". ${HOW}`,
    );
  }
  if (key === null) throw new HeliographError('missing_api_key', `No Heliograph API key was sent. ${HOW}`);
  if (!isApiKeyShaped(key)) {
    throw new HeliographError(
      'malformed_api_key',
      `What was sent as Heliograph API key can't be one. ${HOW}`,
    );
  }
  const facts = keys.find(key);
  return facts instanceof Promise ? facts.then(admit) : admit(facts);
}

function admit(facts: KeyFacts): Caller {
  switch (facts.status) {
    case 'active':
      if (facts.expiresAt > Date.now()) return facts;
      throw new HeliographError(
        'expired_api_key',
        `This Heliograph API key expired on ${new Date(facts.expiresAt).toISOString()}. Make a new one in the dashboard under Settings → API keys, or give this one more time there.`,
      );
    case 'revoked':
      throw new HeliographError(
        'revoked_api_key',
        'This Heliograph API key was revoked. Make a new one in the dashboard under Settings → API keys.',
      );
    case 'unknown':
      throw new HeliographError('invalid_api_key', `This Heliograph API key does not exist. ${HOW}`);
  }
}
