const names: Record<string, string> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  azure: 'Azure OpenAI',
  together: 'Together AI',
};

/** A provider by the name it is known under; one that isn't known here as it is. */
export function formatProvider(provider: string): string {
  return Object.hasOwn(names, provider) ? (names[provider] ?? provider) : provider;
}
