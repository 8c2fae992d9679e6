import { cosine } from '@heliograph/cache/vector-group';

/** What the self-check found out about a model. */
export interface CheckedEmbeddings {
  dimensions: number;
  /** How alike sentences that have nothing in common are to it: what a threshold has to lie above. */
  unrelated: number;
}

/** The endpoint gives vectors, but none by which questions could be compared. */
export class UnfitEmbeddingsError extends Error {
  override readonly name = 'UnfitEmbeddingsError';
}

const SENTENCES = [
  'How do I reset the password of my account?',
  'The glacier has retreated two kilometres since the last century.',
  'Bring the milk to a simmer and whisk in the egg yolks.',
] as const;
/** The same text twice may differ by rounding, no more. */
const SAME = 0.995;
/** Unrelated sentences come to 0.0 to 0.8 with the models in use; beyond it no threshold would be left. */
const UNRELATED = 0.9;

/**
 * Tries an endpoint: it must tell unrelated sentences apart, give the same text the same vector, and vectors of the same
 * dimensions. Throws UnfitEmbeddingsError, or what `request` throws.
 */
export async function checkEmbeddings(
  request: (texts: readonly string[]) => Promise<Float32Array[]>,
): Promise<CheckedEmbeddings> {
  const [first, ...others] = await request(SENTENCES);
  const [again] = await request([SENTENCES[0]]);
  if (first === undefined || again === undefined) throw new UnfitEmbeddingsError('it gives no vectors');
  if (again.length !== first.length) {
    throw new UnfitEmbeddingsError(
      `its vectors have ${first.length} dimensions one time and ${again.length} another`,
    );
  }
  const same = cosine(first, again);
  if (same < SAME) {
    throw new UnfitEmbeddingsError(`the same sentence is like itself at ${same.toFixed(3)} only`);
  }
  const pairs = [...others.map((other) => cosine(first, other)), ...pairsOf(others)];
  const unrelated = Math.max(...pairs);
  if (!(unrelated < UNRELATED)) {
    throw new UnfitEmbeddingsError(`unrelated sentences are alike at ${unrelated.toFixed(3)} to it`);
  }
  return { dimensions: first.length, unrelated };
}

function pairsOf(vectors: Float32Array[]): number[] {
  return vectors.flatMap((one, index) => vectors.slice(index + 1).map((other) => cosine(one, other)));
}
