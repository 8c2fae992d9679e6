import { type BillingFacts, noBillingFacts } from '@heliograph/contracts/billing-facts';
import type { LogRecord } from '@heliograph/contracts/log-record';
import { providers } from '../registry.ts';
import type { ExchangeView, FormatReader } from './format-reader.ts';
import { objectOf } from './json.ts';
import { serviceTierOf } from './service-tier.ts';
import type { UsageCheck } from './usage-check.ts';

/** Calls that cost nothing: lists, uploads, looking things up, counting, moderation. */
const FREE_PATH =
  /\/(?:models|files|uploads|batches|vector_stores|moderations|count_tokens|input_tokens|fine_tuning|tokenize|detokenize|evals)(?:\/|$)|:countTokens$|^\/custom\/(?:tool|vector_db|data)$/;

/** Whether the provider bills nothing for this: it refused, or it is none of the calls that cost anything. */
function isFree({ method, path, status, errorCode, apiFormat }: LogRecord): boolean {
  if (status >= 400) return errorCode !== 'upstream_timeout' && errorCode !== 'upstream_invalid_response';
  if (apiFormat !== 'other') return false;
  return method !== 'POST' || FREE_PATH.test(path);
}

/** What else than model and usage decides the price. */
export function readFacts(
  reader: FormatReader,
  record: LogRecord,
  view: ExchangeView,
  check: UsageCheck,
): BillingFacts {
  const usage = objectOf(view.answer?.usage);
  const dialect = providers.find(({ key }) => key === record.provider)?.usageDialect;
  return {
    ...noBillingFacts,
    free: isFree(record),
    serviceTier: serviceTierOf(view.answer?.service_tier),
    region: regionOf(view),
    variant: dialect?.variant?.(usage) ?? '',
    ...reader.readFacts?.(view, check),
    reportedCostUsd: dialect?.cost?.(usage) ?? null,
  };
}

/** The region in the host or path of a call; '' where there is none or it is the global one. */
function regionOf({ path, targetOrigin }: ExchangeView): string {
  const host = URL.canParse(targetOrigin) ? new URL(targetOrigin).hostname : '';
  const [region] = [
    /^bedrock-runtime(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com$/.exec(host)?.[1],
    /^([a-z]{2})\.api\.openai\.com$/.exec(host)?.[1],
    /\/locations\/([a-z0-9-]{1,40})\/(?:publishers|endpoints)\//.exec(path)?.[1],
  ].filter((found) => found !== undefined && found !== 'global');
  return region ?? '';
}
