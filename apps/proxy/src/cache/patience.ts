import { CallerGoneError } from '../body/read-body.ts';
import type { ClientAnswer } from '../client/client-exchange.ts';

/** How long a request waits for what others asked for: as long as its client is there, and its own timeout allows. */
export class Patience {
  readonly #deadline: number;
  #isGone = false;
  #onGone: (() => void) | null = null;

  constructor(answer: Pick<ClientAnswer, 'onGone'>, timeoutMs: number | null) {
    this.#deadline = performance.now() + (timeoutMs ?? Number.POSITIVE_INFINITY);
    answer.onGone(() => {
      this.#isGone = true;
      this.#onGone?.();
    });
  }

  /** What comes, or `too late`. Rejects with CallerGoneError after calling `leave`. */
  async wait<T>(what: Promise<T>, leave: () => void): Promise<T | 'too late'> {
    let timer: NodeJS.Timeout | undefined;
    const end = new Promise<'too late' | 'gone'>((resolve) => {
      this.#onGone = () => resolve('gone');
      if (this.#isGone) resolve('gone');
      const left = this.#deadline - performance.now();
      if (Number.isFinite(left)) timer = setTimeout(() => resolve('too late'), Math.max(0, left));
    });
    try {
      const outcome = await Promise.race([what, end]);
      if (outcome !== 'gone') return outcome as T | 'too late';
      leave();
      throw new CallerGoneError();
    } finally {
      clearTimeout(timer);
      this.#onGone = null;
    }
  }
}
