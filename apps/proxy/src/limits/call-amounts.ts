import { noBillingFacts } from '@heliograph/contracts/billing-facts';
import type { CapturedExchange } from '@heliograph/contracts/log-record';
import { showUsage, type TokenUsage } from '@heliograph/contracts/token-usage';
import type { PriceBook } from '@heliograph/pricing/custom-prices';
import { type CostedRequest, priceRequest } from '@heliograph/pricing/price-request';
import { standardPrices } from '@heliograph/pricing/standard-prices';
import { decodeExchange } from '@heliograph/providers/decode-exchange';
import { applyEstimate, type EstimateRequest } from '@heliograph/providers/estimate-request';
import { forecastCall, modelOfCall } from '@heliograph/providers/forecast-call';
import type { ParsedBody } from '../body/parsed-body.ts';
import type { Exchange } from '../capture/build-record.ts';
import { microcentsOf } from './amounts.ts';
import type { LearnedOutput } from './learned-output.ts';

/** What a call costs, as limits count it. */
export interface CallAmounts {
  tokens: number;
  microcents: number;
}

export interface Forecast extends CallAmounts {
  model: string | null;
  /** Answers that the call asks for. */
  answers: number;
  /** False where no price is known: money limits can't count the call before it is made. */
  priced: boolean;
}

/** Bytes of a text per token, where no provider said how many there were; the worker counts them exactly. */
const BYTES_PER_TOKEN = 4;

/** What a call may cost at the most, by its request. */
export function forecastAmounts(
  { incoming, route, caller }: Exchange,
  body: ParsedBody,
  book: PriceBook,
  learned: LearnedOutput,
): Forecast {
  const { control } = incoming.headers;
  const provider = route.provider.key;
  const call = {
    provider,
    apiFormat: route.apiFormat,
    method: incoming.method,
    path: route.path,
    targetOrigin: route.origin,
    fields: body.fields,
    body: body.bytes,
  };
  const requestModel = modelOfCall(call);
  const model = control.modelOverride ?? requestModel;
  const { usage: most, variant, answers } = forecastCall(call);
  const bound = learned.bound(caller.organizationId, requestModel) ?? Infinity;
  const usage = { ...most, outputTokens: Math.min(most.outputTokens, answers * bound) };
  const microcents = microcentsOfUsage(
    {
      provider,
      model,
      requestModel,
      at: incoming.createdAt,
      usage,
      usageSource: 'estimated',
      billing: { ...noBillingFacts, variant },
      headerPrices:
        control.priceInput === null && control.priceOutput === null
          ? null
          : { input: control.priceInput, output: control.priceOutput },
      cacheHit: false,
    },
    book,
  );
  return {
    model: requestModel,
    answers,
    tokens: showUsage(usage).totalTokens,
    microcents: microcents ?? 0,
    priced: microcents !== null,
  };
}

/** What a call did cost: the figures that the worker logs, but for tokens that no provider told of. */
export function realAmounts(
  exchange: CapturedExchange,
  book: PriceBook,
): CallAmounts & { usage: TokenUsage } {
  const { record } = exchange;
  const decoded = decodeExchange(exchange);
  const { estimate } = decoded;
  const usage = estimate === null ? decoded.usage : applyEstimate(estimate, roughCount(estimate));
  const microcents = microcentsOfUsage(
    {
      provider: record.provider,
      model: decoded.model,
      requestModel: decoded.requestModel,
      at: record.createdAt,
      usage,
      usageSource: estimate === null ? decoded.usageSource : 'estimated',
      billing: decoded.billing,
      headerPrices: record.headerPrices,
      cacheHit: record.cacheHit,
    },
    book,
  );
  const tokens = record.cacheHit || decoded.billing.free ? 0 : showUsage(usage).totalTokens;
  return { tokens, microcents: microcents ?? 0, usage };
}

function microcentsOfUsage(request: CostedRequest, book: PriceBook): number | null {
  const { total } = priceRequest(request, standardPrices, book);
  return total === null ? null : microcentsOf(total);
}

function roughCount({ inputTexts, outputTexts }: EstimateRequest): { input: number; output: number } {
  const count = (texts: readonly string[]): number =>
    Math.ceil(texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / BYTES_PER_TOKEN);
  return { input: count(inputTexts ?? []), output: count(outputTexts) };
}
