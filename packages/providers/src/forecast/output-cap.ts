/**
 * The most tokens that models write in one answer, by the beginning of their names; the first that fits.
 * https://platform.openai.com/docs/models, https://ai.google.dev/gemini-api/docs/models,
 * https://docs.anthropic.com/en/docs/about-claude/models
 */
const CAPS: readonly (readonly [RegExp, number])[] = [
  [/^gpt-[5-9][^/]*-chat/, 16_384],
  [/^(?:gpt-[5-9]|codex)/, 128_000],
  [/^o\d/, 100_000],
  [/^gpt-4\.1/, 32_768],
  [/^(?:gpt-4o|chatgpt-4o|gpt-4\.5)/, 16_384],
  [/^gpt-4-turbo|^gpt-3\.5|^gpt-4-.*preview/, 4_096],
  [/^gpt-4/, 8_192],
  [/^gemini-(?:1|2\.0)/, 8_192],
  [/^gemini/, 65_536],
  [/claude-3-[05h]|claude-(?:2|instant)/, 8_192],
  [/claude/, 64_000],
];
/** Of other models; most stop long before. */
const OTHERWISE = 32_768;

/** The most tokens that one answer of a model has. */
export function outputCapOf(model: string | null): number {
  const name = (model ?? '').toLowerCase().replace(/^(?:ft:|.*\/)/, '');
  return CAPS.find(([pattern]) => pattern.test(name))?.[1] ?? OTHERWISE;
}
