import { expect, test } from 'vitest';
import { formatProvider } from './format-provider.ts';

test.each([
  ['openai', 'OpenAI'],
  ['anthropic', 'Anthropic'],
  ['azure', 'Azure OpenAI'],
  ['together', 'Together AI'],
  ['llm.example.com', 'llm.example.com'],
  ['constructor', 'constructor'],
])('%s is shown as %s', (provider, name) => {
  expect(formatProvider(provider)).toBe(name);
});
