import { createHash } from 'node:crypto';
import type { IndexedQuestion, QuestionIndex, SearchableGroup } from '@heliograph/cache/question-index';
import { keepQuestion, useQuestion } from '@heliograph/cache/question-store';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { SemanticMetrics } from '../../admin/semantic-metrics.ts';
import type { Exchange } from '../../capture/build-record.ts';
import type { TrafficRedis } from '../../traffic-redis.ts';
import { cacheKey } from '../cache-key.ts';
import type { CachePlan } from '../cache-plan.ts';
import type { Embedder } from './embeddings/embedder.ts';
import { EmbeddingsError } from './embeddings/request-embeddings.ts';
import { within } from './embeddings/within.ts';
import { type Question, readQuestion } from './question/read-question.ts';
import {
  type CheckedText,
  checkedText,
  type Difference,
  findDifference,
} from './same-question/find-difference.ts';

/** A question that was asked before, and the key of its answers. */
interface SimilarQuestion {
  key: string;
  /** Cosine. */
  similarity: number;
  /** What tells it from the one asked; null where it counts as the same. */
  difference: Difference | null;
}

/** A request whose question may be compared. */
export interface AskedQuestion {
  /** Whether the provider answers all the same. */
  isShadow: boolean;
  /** Longest wait for the question's vector, ms. */
  patienceMs: number;
  /**
   * Questions that count as the same, the most similar first; waits for the vector, `patienceMs` at most. None where
   * something fails, which is then among the request's warnings.
   */
  findSame(): Promise<SimilarQuestion[]>;
  /** The most similar question that counts as the same, else the most similar one, whatever the request's threshold. */
  findNearest(): Promise<SimilarQuestion | null>;
  /** An answer was kept under `key`: keeps the question, too. Never rejects; nobody waits for it. */
  keep(key: string): Promise<void>;
  /** The question with `key` was answered again. */
  noteUse(key: string): void;
}

export interface SemanticCache {
  /**
   * What the request wants and may have of it; null for nothing, with a warning that says why. Begins to bring the group
   * up to date. Throws `semantic_cache_unavailable`.
   */
  ask(exchange: Exchange, plan: CachePlan): AskedQuestion | null;
}

export interface SemanticCacheOptions {
  /** Null where no embeddings endpoint is set. */
  embedder: Embedder | null;
  /** Where it serves the requests to one origin alone. */
  onlyFor: string | null;
  /** Tells endpoint and model: vectors of different ones are not compared. */
  vectorsOf: string;
  index: QuestionIndex;
  redis: TrafficRedis;
  /** For what nobody waits for. */
  writer: Redis;
  budgetBytes: number;
  metrics: SemanticMetrics;
  log: Logger;
}

/** Changes with whatever makes kept questions mean something else. */
const VERSION = 1;
/** How many of the most similar are looked at more closely. */
const CANDIDATES = 8;
/** Below it a question is of no interest even to somebody who looks for a threshold. */
const NEAREST_FROM = 0.6;

export function createSemanticCache(options: SemanticCacheOptions): SemanticCache {
  const { embedder, onlyFor, vectorsOf, index, redis, writer, budgetBytes, metrics, log } = options;
  const texts = new WeakMap<IndexedQuestion, CheckedText>();

  function textOf(question: IndexedQuestion): CheckedText {
    const known = texts.get(question);
    if (known !== undefined) return known;
    const text = checkedText(question.text);
    texts.set(question, text);
    return text;
  }

  function search(
    group: SearchableGroup,
    asked: string,
    vector: Float32Array,
    threshold: number,
  ): SimilarQuestion[] {
    const matches = group.search(vector, threshold, CANDIDATES);
    if (matches.length === 0) return [];
    const text = checkedText(asked);
    return matches.map(({ value, similarity }) => ({
      key: value.key,
      // Rounding may take the same vector a hair beyond 1.
      similarity: Math.min(1, similarity),
      difference: findDifference(text, textOf(value)),
    }));
  }

  return {
    ask(exchange, plan) {
      const { warnings, caller, route } = exchange;
      const { cacheSemantic, cacheSemanticThreshold: threshold } = exchange.incoming.headers.control;
      if (cacheSemantic === false) return null;
      if (embedder === null || (onlyFor ?? route.origin) !== route.origin) throw unavailable();
      const question = questionOf(exchange, plan, embedder);
      if ('refused' in question) {
        metrics.asked('refused');
        warnings.push(`semantic cache not used: ${question.refused}`);
        return null;
      }
      const skip = (error: unknown): [] => {
        const why = error instanceof EmbeddingsError ? error.message : 'Redis does not answer';
        metrics.asked('skipped');
        warnings.push(`semantic cache skipped: ${why}`);
        return [];
      };
      const { text } = question;
      const place = {
        organizationId: caller.organizationId,
        group: groupOf(exchange, plan, question, vectorsOf),
      };
      const refreshing = plan.read ? redis.run((connection) => index.refresh(connection, place)) : null;
      // Whoever asks for it hears of it; where the exact answer is there, nobody does.
      refreshing?.catch(() => undefined);

      async function findAll(from: number): Promise<SimilarQuestion[]> {
        const group = await refreshing;
        if (group === null || group.size === 0 || embedder === null) return [];
        const { patienceMs } = embedder;
        const late = () => new EmbeddingsError(`the embeddings endpoint took longer than ${patienceMs} ms`);
        const vector = await within(embedder.embed(text), patienceMs, late);
        return search(group, text, vector, from);
      }

      return {
        isShadow: cacheSemantic === 'shadow',
        patienceMs: embedder.patienceMs,
        async findSame() {
          const found = await findAll(threshold).catch(skip);
          const same = found.filter(({ difference }) => difference === null);
          metrics.asked(same.length > 0 ? 'same' : found.length > 0 ? 'different' : 'none');
          return same;
        },
        async findNearest() {
          const found = await findAll(NEAREST_FROM).catch(skip);
          return found.find(({ difference }) => difference === null) ?? found[0] ?? null;
        },
        async keep(key) {
          try {
            const vector = await embedder.embed(text);
            await keepQuestion(writer, place, { key, text, vector, ttlMs: plan.ttlMs, budgetBytes });
          } catch (error) {
            log.debug({ err: error }, 'A question could not be kept');
          }
        },
        noteUse(key) {
          useQuestion(writer, place, key).catch((error: unknown) =>
            log.debug({ err: error }, 'The use of a question could not be noted'),
          );
        },
      };
    },
  };
}

/** The question, or why there is none to be compared. */
function questionOf(exchange: Exchange, plan: CachePlan, embedder: Embedder): Question | { refused: string } {
  const { control } = exchange.incoming.headers;
  if (!plan.read && !plan.save) return { refused: 'Helicone-Cache-Enabled is not set' };
  if (control.omitRequest) return { refused: 'the request is to be written nowhere' };
  if (embedder.checked === null) return { refused: embedder.problem };
  const { unrelated } = embedder.checked;
  const threshold = control.cacheSemanticThreshold;
  if (control.cacheSemantic === true && threshold <= unrelated) {
    const limit = unrelated.toFixed(2);
    return {
      refused: `a threshold of ${threshold} would match anything: to this model unrelated questions are alike at ${limit}`,
    };
  }
  return readQuestion(parse(plan.body), exchange.route.apiFormat);
}

/** Stands for all that has to be the same: what the exact key is made of, but for the question's text. */
function groupOf(exchange: Exchange, plan: CachePlan, { paths }: Question, vectorsOf: string): string {
  const { seed, body } = plan;
  const rest = cacheKey(exchange, { seed, body, ignoreKeys: [...plan.ignoreKeys, ...paths] });
  return createHash('sha256')
    .update(JSON.stringify([VERSION, vectorsOf, paths, rest]))
    .digest('hex');
}

function unavailable(): HeliographError {
  return new HeliographError(
    'semantic_cache_unavailable',
    'Helicone-Cache-Semantic needs an embeddings endpoint. Have the operator set EMBEDDINGS_URL and EMBEDDINGS_MODEL (and EMBEDDINGS_API_KEY where it wants a key), or leave the header out.',
  );
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}
