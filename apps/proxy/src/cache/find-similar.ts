import type { Finding, Question } from '@heliograph/cache/answer-store';
import { decodeEntry, type Entry } from './entry.ts';
import type { AskedQuestion } from './semantic/semantic-cache.ts';

/** An answer to a question of the same meaning. */
export interface SimilarAnswer {
  key: string;
  number: number;
  entry: Entry;
  /** Cosine of the two questions. */
  similarity: number;
}

/**
 * Looks for an answer that is kept for a question of the same meaning; null for none. What was purged or has ended since
 * its question was found has no answer any more, and the next similar question counts. `ask` gives null where Redis
 * can't be asked.
 */
export async function findSimilar(
  asked: AskedQuestion,
  question: Question,
  ask: (question: Question) => Promise<Finding | null>,
): Promise<SimilarAnswer | null> {
  for (const { key, similarity } of await asked.findSame()) {
    // The same question with room for more answers is to be asked again.
    const found = key === question.key ? null : await readKept(question, { key, size: 1 }, ask);
    if (found === null) continue;
    asked.noteUse(key);
    return { ...found, key, similarity };
  }
  return null;
}

/** One of `size` answers that are kept under `key`, as old as the request allows; null where there are fewer. */
export async function readKept(
  question: Question,
  { key, size }: Pick<Question, 'key' | 'size'>,
  ask: (question: Question) => Promise<Finding | null>,
): Promise<{ entry: Entry; number: number } | null> {
  const finding = await ask({ ...question, key, size, read: true, flight: null, waitedFor: null });
  const entry = finding?.kind === 'hit' ? decodeEntry(finding.value) : null;
  return finding?.kind !== 'hit' || entry === null ? null : { entry, number: finding.number };
}
