/** How long answers are in fact: without it every call would hold what its model could write at the most. */
export interface LearnedOutput {
  /** The most output tokens that an answer is likely to have; null while too little is known. */
  bound(organizationId: string, model: string | null): number | null;
  /** An answer had so many output tokens. */
  note(organizationId: string, model: string | null, outputTokens: number): void;
}

/** Answers after which a bound is given, and of which one generation consists: the bound is of the last two. */
const ENOUGH = 20;
const GENERATION = 100;
/** The longest answer of late, and as much again. */
const MARGIN = 2;
const MAX_ENTRIES = 10_000;

interface Entry {
  answers: number;
  longest: number;
  /** Of the generation before. */
  before: number | null;
}

/** In this process's memory, by organization and model. */
export function createLearnedOutput(): LearnedOutput {
  const entries = new Map<string, Entry>();
  return {
    bound(organizationId, model) {
      const entry = entries.get(`${organizationId} ${model ?? ''}`);
      if (entry === undefined || (entry.answers < ENOUGH && entry.before === null)) return null;
      return Math.max(1, entry.longest, entry.before ?? 0) * MARGIN;
    },
    note(organizationId, model, outputTokens) {
      const key = `${organizationId} ${model ?? ''}`;
      let entry = entries.get(key);
      if (entry === undefined) {
        const oldest = entries.keys().next();
        if (entries.size >= MAX_ENTRIES && oldest.done !== true) entries.delete(oldest.value);
        entry = { answers: 0, longest: 0, before: null };
        entries.set(key, entry);
      }
      if (entry.answers === GENERATION)
        Object.assign(entry, { answers: 0, longest: 0, before: entry.longest });
      entry.answers += 1;
      entry.longest = Math.max(entry.longest, outputTokens);
    },
  };
}
