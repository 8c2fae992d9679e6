import { runScript } from '@heliograph/queue/redis-script';
import type { Redis } from 'ioredis';
import { ENTRY_OVERHEAD_BYTES, prefixOf } from '../keys.ts';
import { decodeQuestion, encodeQuestion, type KeptQuestion } from './encode-question.ts';
import { keepQuestionScript, newQuestionsScript, useQuestionScript } from './question-scripts.ts';

/** Questions that may be compared with each other: all but their text is the same. */
export interface QuestionGroup {
  organizationId: string;
  /** 64 hex digits. */
  group: string;
}

/** What has changed in a group since a place in it. */
export interface NewQuestions {
  /** Keys that are still there of those known; null where all are. */
  still: ReadonlySet<string> | null;
  added: { key: string; question: KeptQuestion }[];
  /** Place up to which the group is known now. */
  place: string;
  /** Whether there is more behind it. */
  more: boolean;
}

/** Beyond it a group's least recently used questions go. */
export const MAX_QUESTIONS = 1_000;
/** Given in one reply: 200 KB to 400 KB, which the usual connection takes within a few milliseconds. */
const PAGE = 100;

/** Keeps the question of an answer that was kept, within the organization's budget; false where the answer is gone. */
export async function keepQuestion(
  redis: Redis,
  { organizationId, group }: QuestionGroup,
  kept: KeptQuestion & { key: string; ttlMs: number; budgetBytes: number },
): Promise<boolean> {
  const { key, ttlMs, budgetBytes } = kept;
  const values = [key, group, ttlMs, MAX_QUESTIONS, budgetBytes, ENTRY_OVERHEAD_BYTES, encodeQuestion(kept)];
  return (await runScript(redis, keepQuestionScript, [prefixOf(organizationId)], values)) === 1;
}

/** One round trip: what is new since `place` ('0' for all) in a group of which `known` questions are known. */
export async function newQuestions(
  redis: Redis,
  { organizationId, group }: QuestionGroup,
  place: string,
  known: number,
): Promise<NewQuestions> {
  const reply = await runScript(
    redis,
    newQuestionsScript,
    [prefixOf(organizationId)],
    [group, place, known, PAGE],
  );
  const [still, ...fresh] = (Array.isArray(reply) ? reply : []) as Buffer[];
  const added: NewQuestions['added'] = [];
  for (let at = 0; at + 2 < fresh.length; at += 3) {
    const question = decodeQuestion(fresh[at + 2] as Buffer);
    if (question !== null) added.push({ key: String(fresh[at + 1]), question });
  }
  return {
    still: still === undefined || still.length === 0 ? null : new Set(still.toString().split(',')),
    added,
    place: fresh.length === 0 ? place : String(fresh.at(-3)),
    more: fresh.length === PAGE * 3,
  };
}

/** Says that a question was answered again. */
export async function useQuestion(
  redis: Redis,
  { organizationId, group }: QuestionGroup,
  key: string,
): Promise<void> {
  await runScript(redis, useQuestionScript, [prefixOf(organizationId)], [group, key]);
}
