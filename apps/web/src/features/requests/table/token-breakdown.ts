import type { ShownUsage, UsageSource } from '@heliograph/contracts/token-usage';

/** What makes up the token count, line by line: totals always, parts where there are any. */
export function tokenBreakdown(usage: ShownUsage): { label: string; tokens: number; part: boolean }[] {
  const part = (label: string, tokens: number) => (tokens > 0 ? [{ label, tokens, part: true }] : []);
  return [
    { label: 'Input', tokens: usage.inputTokens, part: false },
    ...part('Cached', usage.cachedInputTokens),
    ...part('Cache write', usage.cacheWriteTokens),
    ...part('Audio', usage.audioInputTokens),
    ...part('Image', usage.imageInputTokens),
    { label: 'Output', tokens: usage.outputTokens, part: false },
    ...part('Reasoning', usage.reasoningTokens),
    ...part('Audio', usage.audioOutputTokens),
    ...part('Image', usage.imageOutputTokens),
    { label: 'Total', tokens: usage.totalTokens, part: false },
  ];
}

/** Where the count comes from, where that is worth a word. */
export function describeUsageSource(source: UsageSource): string | null {
  return source === 'estimated' ? 'Estimated; the provider reported none.' : null;
}
