const names: Record<string, string> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  azure: 'Azure OpenAI',
  google: 'Google Gemini',
  vertex: 'Vertex AI',
  bedrock: 'AWS Bedrock',
  cohere: 'Cohere',
  together: 'Together AI',
  groq: 'Groq',
  mistral: 'Mistral',
  deepseek: 'DeepSeek',
  xai: 'xAI',
  fireworks: 'Fireworks AI',
  openrouter: 'OpenRouter',
  perplexity: 'Perplexity',
  deepinfra: 'DeepInfra',
  cerebras: 'Cerebras',
};

/** A provider by the name it is known under; one that isn't known here as it is. */
export function formatProvider(provider: string): string {
  return Object.hasOwn(names, provider) ? (names[provider] ?? provider) : provider;
}
