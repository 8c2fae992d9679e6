/** Where Bedrock's inference profiles run; such a name may have prices of its own. */
const GEOGRAPHY = /^(?:us-gov|us|eu|apac|jp|au|ca|global)\./;

/**
 * The names under which a table may hold what a provider's answer or path calls a model, the likeliest first.
 * Bedrock: an ARN ends in the id, and a profile's id starts with a geography. Vertex and Gemini: the id ends a path.
 */
export function modelNames(provider: string, model: string): string[] {
  const name = model.trim();
  switch (provider) {
    case 'bedrock': {
      const id = name.startsWith('arn:') ? name.slice(name.lastIndexOf('/') + 1) : name;
      return GEOGRAPHY.test(id) ? [id, id.replace(GEOGRAPHY, '')] : [id];
    }
    case 'google':
      return [name, name.slice(name.lastIndexOf('/') + 1)];
    case 'vertex': {
      // Publishers' open models are named `meta/llama-…`, with and without the publisher in front.
      const behind = /(?:^|\/)models\/(.+)$/.exec(name)?.[1] ?? name;
      return [name, behind, behind.slice(behind.lastIndexOf('/') + 1)];
    }
    case 'fireworks':
      return name.includes('/') ? [name] : [name, `accounts/fireworks/models/${name}`];
    default:
      return [name];
  }
}

const vendors: Readonly<Record<string, string>> = {
  anthropic: 'anthropic',
  cohere: 'cohere',
  deepseek: 'deepseek',
  google: 'google',
  mistralai: 'mistral',
  openai: 'openai',
  perplexity: 'perplexity',
  'x-ai': 'xai',
};

/**
 * The vendor's own name for what OpenRouter calls `vendor/model`, whose price OpenRouter passes on unchanged
 * (openrouter.ai/docs/faq); null where the vendor has no table. Anthropic's versions are written with a dot there.
 */
export function vendorOfSlug(slug: string): { provider: string; model: string } | null {
  const [, name = '', model = ''] = /^~?([^/]+)\/(.+)$/.exec(slug) ?? [];
  const provider = vendors[name];
  if (provider === undefined) return null;
  return { provider, model: provider === 'anthropic' ? model.replaceAll('.', '-') : model };
}
