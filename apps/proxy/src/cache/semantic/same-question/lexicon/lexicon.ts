/** What words are compared as: words of one line of a table count as the same. */
export type Lexicon = ReadonlyMap<string, string>;

/** Reads a table of words between spaces; the first line that names a word has it. */
export function lexicon(table: Record<string, string>): Lexicon {
  const words = new Map<string, string>();
  for (const [name, list] of Object.entries(table)) {
    for (const word of list.trim().split(/\s+/)) if (!words.has(word)) words.set(word, name);
  }
  return words;
}
