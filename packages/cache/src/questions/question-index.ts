import type { Redis } from 'ioredis';
import { newQuestions, type NewQuestions, type QuestionGroup } from './question-store.ts';
import { type Match, VectorGroup } from './vector-group.ts';

/** A question that is kept, and the key of its answers. */
export interface IndexedQuestion {
  key: string;
  text: string;
}

/** A group's questions as this process has them. */
export interface SearchableGroup {
  readonly size: number;
  /** See {@link VectorGroup.search}. */
  search(vector: Float32Array, threshold: number, limit: number): Match<IndexedQuestion>[];
}

/** Copies of the groups that were asked last, brought up to date by one round trip each time. */
export interface QuestionIndex {
  /** Asks `redis` for what is new. Of a group that isn't known here yet, the rest comes after the first page. */
  refresh(redis: Redis, group: QuestionGroup): Promise<SearchableGroup>;
  readonly bytes: number;
}

interface Copy {
  place: string;
  vectors: VectorGroup<IndexedQuestion> | null;
  textBytes: number;
  /** What it was counted with. */
  bytes: number;
}

/** Roughly what a text takes in memory once it has been taken apart for a comparison: mostly its words. */
const bytesOf = (text: string): number => 200 + text.length * 40;

/** `maxBytes`: beyond it the copies that were asked longest ago go. */
export function createQuestionIndex(maxBytes: number): QuestionIndex {
  const copies = new Map<string, Copy>();
  let bytes = 0;

  /** The one asked last is the last in the map. */
  function takeCopy(name: string): Copy {
    const copy = copies.get(name) ?? { place: '0', vectors: null, textBytes: 0, bytes: 0 };
    copies.delete(name);
    copies.set(name, copy);
    return copy;
  }

  function count(name: string, copy: Copy): void {
    // It has had to go while Redis was asked.
    if (copies.get(name) !== copy) return;
    const now = (copy.vectors?.bytes ?? 0) + copy.textBytes;
    bytes += now - copy.bytes;
    copy.bytes = now;
    for (const [oldName, oldest] of copies) {
      if (bytes <= maxBytes || oldest === copy) break;
      copies.delete(oldName);
      bytes -= oldest.bytes;
    }
  }

  function apply(copy: Copy, { still, added, place }: NewQuestions): void {
    if (still !== null && copy.vectors !== null) {
      const before = copy.vectors.size;
      copy.vectors.keepOnly(still);
      copy.textBytes *= copy.vectors.size / Math.max(1, before);
    }
    for (const { key, question } of added) {
      const { vector, text } = question;
      copy.vectors ??= new VectorGroup(vector.length);
      copy.vectors.set(key, vector, { key, text });
      copy.textBytes += bytesOf(text);
    }
    copy.place = place;
  }

  async function page(redis: Redis, group: QuestionGroup): Promise<{ copy: Copy; more: boolean }> {
    const name = `${group.organizationId} ${group.group}`;
    const copy = takeCopy(name);
    const { place } = copy;
    const found = await newQuestions(redis, group, place, copy.vectors?.size ?? 0);
    // Where another look-up was faster, what it found counts.
    if (copy.place !== place) return { copy, more: false };
    apply(copy, found);
    count(name, copy);
    return { copy, more: found.more };
  }

  async function rest(redis: Redis, group: QuestionGroup): Promise<void> {
    while ((await page(redis, group)).more);
  }

  return {
    async refresh(redis, group) {
      const { copy, more } = await page(redis, group);
      if (more) rest(redis, group).catch(() => undefined);
      return {
        size: copy.vectors?.size ?? 0,
        search: (vector, threshold, limit) => copy.vectors?.search(vector, threshold, limit) ?? [],
      };
    },
    get bytes() {
      return bytes;
    },
  };
}
