import { Worker } from 'node:worker_threads';
import type { EstimateRequest } from '@heliograph/providers/estimate-request';
import { z } from 'zod';
import { guessTokens, prepareTexts } from './prepare-text.ts';

/** Counts tokens in a thread of its own, which starts with the first count. */
export interface TokenCounter {
  /** Tokens of the texts together. Never rejects: where the tokenizer is away or too slow, a quarter of the bytes. */
  count(encoding: EstimateRequest['encoding'], texts: readonly string[]): Promise<number>;
  close(): Promise<void>;
}

/** The largest count takes half a second; loading an encoding as much again. */
const DEFAULT_TIMEOUT_MS = 10_000;
const answerSchema = z.object({ id: z.number(), tokens: z.array(z.number().int().nonnegative()) });

/** `timeoutMs`: after that long the thread is ended, and a new one started for the next count. */
export function createTokenCounter(timeoutMs = DEFAULT_TIMEOUT_MS): TokenCounter {
  let thread: Worker | null = null;
  let nextId = 0;
  const waiting = new Map<number, (tokens: number | null) => void>();

  function start(): Worker {
    const started = new Worker(new URL('./token-thread.mjs', import.meta.url));
    started.unref();
    started.on('message', (message: unknown) => {
      const { id, tokens } = answerSchema.parse(message);
      waiting.get(id)?.(tokens.reduce((sum, one) => sum + one, 0));
    });
    // One that fails or ends takes its counts with it: they are guessed instead.
    const gone = (): void => {
      if (thread === started) thread = null;
      for (const settle of waiting.values()) settle(null);
    };
    started.on('error', gone);
    started.on('exit', gone);
    return started;
  }

  function ask(encoding: EstimateRequest['encoding'], texts: string[]): Promise<number | null> {
    thread ??= start();
    const asked = thread;
    const id = nextId++;
    return new Promise((resolve) => {
      const timer = setTimeout(() => void asked.terminate(), timeoutMs);
      waiting.set(id, (tokens) => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(tokens);
      });
      asked.postMessage({ id, encoding, texts });
    });
  }

  return {
    async count(encoding, texts) {
      const prepared = prepareTexts(texts);
      if (prepared.texts.length === 0) return 0;
      const counted = (await ask(encoding, prepared.texts)) ?? guessTokens(prepared.texts);
      return Math.round((counted + prepared.guessedTokens) * prepared.scale);
    },
    async close() {
      await thread?.terminate();
    },
  };
}
