/** Characters of all texts of one count that are looked at; what is beyond is taken to be like what is before. */
const MAX_CHARACTERS = 200_000;
/** Longest run without a break that is given to the tokenizer, whose time grows with its square. */
const MAX_RUN = 2_000;
/** Runs of anything that the tokenizer takes in one piece: no blanks, or nothing but blanks. */
const LONG_RUNS = new RegExp(`\\S{${MAX_RUN},}|\\s{${MAX_RUN},}`, 'g');
const BYTES_PER_TOKEN = 4;

export interface PreparedTexts {
  /** For the tokenizer: together at most 200,000 characters, no run longer than 2,000. */
  texts: string[];
  /** Tokens guessed of the runs that were left out. */
  guessedTokens: number;
  /** What the sum of both is to be multiplied by, for the texts that were cut. */
  scale: number;
}

/** Makes texts safe to be counted: `a` repeated 100,000 times takes a tokenizer ten seconds. */
export function prepareTexts(given: readonly string[]): PreparedTexts {
  const texts: string[] = [];
  let guessedTokens = 0;
  let left = MAX_CHARACTERS;
  let length = 0;
  for (const text of given) {
    length += text.length;
    if (left === 0 || text === '') continue;
    const looked = text.slice(0, left);
    left -= looked.length;
    texts.push(
      looked.replace(LONG_RUNS, (run) => {
        guessedTokens += Math.ceil(Buffer.byteLength(run) / BYTES_PER_TOKEN);
        return ' ';
      }),
    );
  }
  const lookedAt = MAX_CHARACTERS - left;
  return { texts, guessedTokens, scale: lookedAt === 0 ? 1 : length / lookedAt };
}

/** A count without any tokenizer. */
export function guessTokens(texts: readonly string[]): number {
  return Math.ceil(texts.reduce((bytes, text) => bytes + Buffer.byteLength(text), 0) / BYTES_PER_TOKEN);
}
