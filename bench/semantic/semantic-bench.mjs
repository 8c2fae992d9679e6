import { writeFile } from 'node:fs/promises';
import { cosine, normalize, VectorGroup } from '@heliograph/cache/vector-group';

const VECTORS = 1000;
const DIMENSIONS = 1536;

/** The same vectors in every run, of length 1 and in all directions. */
function makeVectors(count) {
  let seed = 12345;
  const next = () => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return seed / 2 ** 32 - 0.5;
  };
  return Array.from({ length: count }, () => {
    const vector = Float32Array.from({ length: DIMENSIONS }, next);
    normalize(vector);
    return vector;
  });
}

/** Milliseconds of each of `rounds` searches, sorted. */
function measure(group, questions, rounds) {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const question = questions[round % questions.length];
    const start = performance.now();
    const matches = group.search(question, 0.95, 8);
    times.push(performance.now() - start);
    if (matches.length !== 0) throw new Error('Vectors in all directions have nothing in common.');
  }
  return times.sort((a, b) => a - b);
}

/** `npm run bench -- semantic`: an exact search of a full guard group on one core. Target: at most 3 ms. */
export async function semanticBench({ short, json }) {
  const group = new VectorGroup(DIMENSIONS);
  const vectors = makeVectors(VECTORS);
  for (const [index, vector] of vectors.entries()) group.set(String(index), vector, index);
  const [own] = group.search(vectors[500], 0.95, 1);
  if (own?.value !== 500 || Math.abs(cosine(vectors[500], vectors[500]) - own.similarity) > 1e-6) {
    throw new Error('The search does not find a vector that is there.');
  }
  const questions = makeVectors(VECTORS + 50).slice(VECTORS);
  measure(group, questions, 100);
  const times = measure(group, questions, short ? 500 : 5000);
  const at = (share) => Number(times[Math.floor((times.length - 1) * share)].toFixed(3));
  const result = {
    vectors: VECTORS,
    dimensions: DIMENSIONS,
    searches: times.length,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
  };
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  if (json) await writeFile(json, JSON.stringify(result));
}
