import { noUsage, type TokenUsage } from '@heliograph/contracts/token-usage';
import type { ReadUsage } from '../decode/format-reader.ts';
import { arrayOf, isObject, type JsonObject } from '../decode/json.ts';
import type { UsageCheck } from '../decode/usage-check.ts';

/**
 * Converse, Nova and the invocation metrics: cache reads and writes come on top of the input. Counts may stand there
 * in two spellings (`inputTokens`, `inputTokenCount`), of which one is read.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html
 */
export const readBedrockUsage: ReadUsage = (usage, check): TokenUsage => {
  const count = (name: string): number => countEither(usage, name, check);
  const written = count('cacheWriteInputToken');
  const written1h = arrayOf(usage.cacheDetails)
    .slice(0, 20)
    .filter((detail): detail is JsonObject => isObject(detail) && detail.ttl === '1h')
    .reduce((sum, detail) => sum + check.count(detail, 'inputTokens'), 0);
  return {
    ...noUsage,
    inputTokens: count('inputToken'),
    cachedInputTokens: count('cacheReadInputToken'),
    cacheWrite5mTokens: check.remainder(written, written1h),
    cacheWrite1hTokens: written1h,
    outputTokens: count('outputToken'),
  };
};

function countEither(usage: JsonObject, name: string, check: UsageCheck): number {
  return check.count(usage, usage[`${name}s`] === undefined ? `${name}Count` : `${name}s`);
}

/** The counts that every invocation has in its headers; null where they aren't there. */
export function usageInHeaders(
  headers: readonly (readonly [string, string])[],
  check: UsageCheck,
): TokenUsage | null {
  const names: Record<string, string> = {
    'x-amzn-bedrock-input-token-count': 'inputTokenCount',
    'x-amzn-bedrock-output-token-count': 'outputTokenCount',
    'x-amzn-bedrock-cache-read-input-token-count': 'cacheReadInputTokenCount',
    'x-amzn-bedrock-cache-write-input-token-count': 'cacheWriteInputTokenCount',
  };
  const found: JsonObject = {};
  for (const [name, value] of headers) {
    const field = names[name.toLowerCase()];
    if (field !== undefined) found[field] = /^\d+$/.test(value) ? Number(value) : value;
  }
  return Object.keys(found).length === 0 ? null : readBedrockUsage(found, check);
}
