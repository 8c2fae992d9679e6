/** How the tokens of a model's texts are guessed: with one of OpenAI's tokenizers, times a factor. */
export interface TokenizerChoice {
  encoding: 'o200k_base' | 'cl100k_base';
  factor: number;
}

const CL100K = /^(?:ft:)?(?:gpt-4(?:-|$)|gpt-3\.5|text-embedding-|davinci-002|babbage-002)/;
const CLAUDE = /claude/;
/** From 4.7 on Claude has another tokenizer, of which Anthropic says that it makes about 30 % more tokens. */
const NEWER_CLAUDE = /claude-(?:[a-z]+-)?(?:4[.-](?:[7-9]|\d{2})(?!\d)|[5-9](?:[.-]|$))/;

/**
 * OpenAI's models have their own tokenizer. Claude's makes about 15 % more tokens than o200k of the same text;
 * Gemini, Llama, Mistral and others lie within about 15 % of it.
 */
export function tokenizerOf(model: string | null): TokenizerChoice {
  const name = (model ?? '').toLowerCase();
  if (CL100K.test(name)) return { encoding: 'cl100k_base', factor: 1 };
  if (!CLAUDE.test(name)) return { encoding: 'o200k_base', factor: 1 };
  return { encoding: 'o200k_base', factor: NEWER_CLAUDE.test(name) ? 1.15 * 1.3 : 1.15 };
}
