import type { Logger } from 'pino';
import { checkEmbeddings, type CheckedEmbeddings, UnfitEmbeddingsError } from './check-embeddings.ts';
import { createCircuit } from './circuit.ts';
import { createEmbeddingsClient, type EmbeddingsEndpoint, EmbeddingsError } from './request-embeddings.ts';

/** Vectors of texts, from an endpoint that has shown that it can tell texts apart. */
export interface Embedder {
  /**
   * The vector of a text, of length 1; the same promise for the same text asked again soon. Rejects with EmbeddingsError,
   * at once where the endpoint isn't fit, fails again and again or has too much to do.
   */
  embed(text: string): Promise<Float32Array>;
  readonly patienceMs: number;
  /** What the self-check found; null as long as the endpoint hasn't passed it. */
  readonly checked: CheckedEmbeddings | null;
  /** Why it hasn't passed, fit for callers. */
  readonly problem: string;
  close(): Promise<void>;
}

export interface EmbedderOptions extends EmbeddingsEndpoint {
  /** Longest wait of a look-up; an endpoint that is slower time after time counts as failing. */
  patienceMs: number;
  log: Logger;
  /** Tells how long a call took (ms), and whether it gave a vector. */
  onCall: (ms: number, ok: boolean) => void;
}

const CONCURRENT = 32;
/** Of the texts asked last: the same question is often asked again within a moment. */
const REMEMBERED = 500;
/** Until the self-check is tried again: where the endpoint can't be asked, and where its vectors are no good. */
const RETRY_MS = { first: 1_000, most: 60_000 };
const UNFIT_RETRY_MS = 300_000;

/** Starts the self-check in the background; nothing waits for it. */
export function createEmbedder({ log, onCall, patienceMs, ...endpoint }: EmbedderOptions): Embedder {
  const client = createEmbeddingsClient(endpoint);
  const circuit = createCircuit(() => performance.now());
  const remembered = new Map<string, Promise<Float32Array>>();
  let running = 0;
  let checked: CheckedEmbeddings | null = null;
  let problem = 'the embeddings endpoint has not been checked yet';
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  void check(RETRY_MS.first);

  async function check(retryMs: number): Promise<void> {
    try {
      checked = await checkEmbeddings(client.request);
      log.info(
        { dimensions: checked.dimensions, unrelated: checked.unrelated },
        'The semantic cache is ready',
      );
      return;
    } catch (error) {
      if (closed) return;
      const unfit = error instanceof UnfitEmbeddingsError;
      const why = unfit || error instanceof EmbeddingsError ? error.message : 'it failed';
      if (problem !== `the embeddings endpoint failed its check: ${why}`) {
        problem = `the embeddings endpoint failed its check: ${why}`;
        log.warn({ why }, 'The semantic cache is off: its embeddings endpoint failed the self-check');
      }
      timer = setTimeout(
        () => void check(Math.min(retryMs * 2, RETRY_MS.most)),
        unfit ? UNFIT_RETRY_MS : retryMs,
      );
      timer.unref();
    }
  }

  async function call(text: string, dimensions: number): Promise<Float32Array> {
    if (running >= CONCURRENT) throw new EmbeddingsError('the embeddings endpoint has too much to do');
    if (!circuit.mayCall())
      throw new EmbeddingsError('the embeddings endpoint failed or was slow again and again');
    const startedAt = performance.now();
    let ok = false;
    running++;
    try {
      const [vector] = await client.request([text]);
      if (vector?.length !== dimensions)
        throw new EmbeddingsError('its vectors have other dimensions than before');
      if (performance.now() - startedAt > patienceMs) circuit.failed();
      else circuit.succeeded();
      ok = true;
      return vector;
    } catch (error) {
      circuit.failed();
      if (circuit.isOpen) log.debug({ err: error }, 'Embeddings');
      const why = error instanceof EmbeddingsError ? error.message : 'it failed';
      throw new EmbeddingsError(`the embeddings endpoint gave no vector: ${why}`);
    } finally {
      running--;
      onCall(performance.now() - startedAt, ok);
    }
  }

  return {
    patienceMs,
    embed(text) {
      if (checked === null) return Promise.reject(new EmbeddingsError(problem));
      const before = remembered.get(text);
      if (before !== undefined) return before;
      const vector = call(text, checked.dimensions);
      remembered.set(text, vector);
      for (const oldest of remembered.keys()) {
        if (remembered.size <= REMEMBERED) break;
        remembered.delete(oldest);
      }
      vector.catch(() => remembered.delete(text));
      return vector;
    },
    get checked() {
      return checked;
    },
    get problem() {
      return problem;
    },
    close() {
      closed = true;
      clearTimeout(timer);
      return client.close();
    },
  };
}
