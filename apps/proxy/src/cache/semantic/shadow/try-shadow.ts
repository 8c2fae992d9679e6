import type { CacheShadow } from '@heliograph/contracts/cache-facts';
import { answerText } from '@heliograph/providers/answer-text';
import type { Exchange } from '../../../capture/build-record.ts';
import { headerValue } from '../../../respond/header-value.ts';
import type { Entry } from '../../entry.ts';
import { within } from '../embeddings/within.ts';
import type { AskedQuestion } from '../semantic-cache.ts';
import { answersAlike } from './answers-alike.ts';

/** A look at what would have been served, beside the call to the provider. */
export interface Shadow {
  /** Compares with the provider's answer (null where it can't be had whole), for the log. Never rejects. */
  compare(answer: Entry | null): Promise<CacheShadow | null>;
}

/** Starts to look; `readKept` gives the answer that is kept under a key. */
export function tryShadow(
  { route }: Pick<Exchange, 'route'>,
  asked: AskedQuestion,
  readKept: (key: string) => Promise<Entry | null>,
): Shadow {
  const looking = look();
  looking.catch(() => undefined);
  const startedAt = performance.now();

  async function look(): Promise<{ facts: CacheShadow; kept: Entry } | null> {
    const nearest = await asked.findNearest();
    if (nearest === null) return null;
    const kept = await readKept(nearest.key);
    if (kept === null) return null;
    const { similarity, difference } = nearest;
    return { facts: { originalId: kept.requestId, similarity, difference, answerSimilarity: null }, kept };
  }

  const textOf = ({ headers, pieces }: Entry): string | null =>
    answerText(
      route.provider.key,
      route.apiFormat,
      headerValue(headers, 'content-type'),
      Buffer.concat(pieces),
    );

  return {
    async compare(answer) {
      try {
        // Only an answer that was faster than the embeddings is held up at its end, and not for long.
        const left = startedAt + asked.patienceMs - performance.now();
        const seen = await within(looking, left, () => new Error('late'));
        if (seen === null || answer === null) return seen?.facts ?? null;
        const [one, other] = [textOf(seen.kept), textOf(answer)];
        const answerSimilarity = one === null || other === null ? null : answersAlike(one, other);
        return { ...seen.facts, answerSimilarity };
      } catch {
        return null;
      }
    },
  };
}
