/** A question that is like another one. */
export interface Match<T> {
  value: T;
  /** Cosine, −1 to 1. */
  similarity: number;
}

/** Brings a vector to length 1 in place, so that a dot product is a cosine. False where it has no direction. */
export function normalize(vector: Float32Array): boolean {
  const length = Math.sqrt(dot(vector, 0, vector));
  if (!Number.isFinite(length) || length < 1e-12) return false;
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) / length;
  return true;
}

/** Cosine of two vectors of length 1; NaN where they have not the same number of dimensions. */
export function cosine(a: Float32Array, b: Float32Array): number {
  return a.length === b.length ? dot(a, 0, b) : Number.NaN;
}

/** Sum of products of `b` with the part of `a` that begins at `from`; four sums side by side, which is what is fast. */
function dot(a: Float32Array, from: number, b: Float32Array): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  const { length } = b;
  const whole = length - (length % 4);
  for (let i = 0; i < whole; i += 4) {
    const at = from + i;
    s0 += (a[at] as number) * (b[i] as number);
    s1 += (a[at + 1] as number) * (b[i + 1] as number);
    s2 += (a[at + 2] as number) * (b[i + 2] as number);
    s3 += (a[at + 3] as number) * (b[i + 3] as number);
  }
  for (let i = whole; i < length; i++) s0 += (a[from + i] as number) * (b[i] as number);
  return s0 + s1 + s2 + s3;
}

/** Vectors of length 1 by a key each, side by side in one array, which is searched from end to end. */
export class VectorGroup<T> {
  readonly dimensions: number;
  #vectors: Float32Array;
  readonly #keys: string[] = [];
  readonly #values: T[] = [];
  readonly #places = new Map<string, number>();

  constructor(dimensions: number) {
    this.dimensions = dimensions;
    this.#vectors = new Float32Array(dimensions * 8);
  }

  get size(): number {
    return this.#keys.length;
  }

  get bytes(): number {
    return this.#vectors.byteLength;
  }

  /** Adds a vector or puts it in the place of its predecessor; one of other dimensions is left out. */
  set(key: string, vector: Float32Array, value: T): void {
    if (vector.length !== this.dimensions) return;
    const place = this.#places.get(key) ?? this.#append(key);
    this.#vectors.set(vector, place * this.dimensions);
    this.#values[place] = value;
  }

  delete(key: string): void {
    const place = this.#places.get(key);
    if (place === undefined) return;
    const lastKey = this.#keys.pop() as string;
    const lastValue = this.#values.pop() as T;
    const last = this.#keys.length;
    this.#places.delete(key);
    if (place === last) return;
    // The last one moves into the gap.
    this.#vectors.copyWithin(place * this.dimensions, last * this.dimensions, (last + 1) * this.dimensions);
    this.#keys[place] = lastKey;
    this.#values[place] = lastValue;
    this.#places.set(lastKey, place);
  }

  /** Drops all but the given keys. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const key of [...this.#keys]) if (!keys.has(key)) this.delete(key);
  }

  /** Those at least as similar as `threshold`, the most similar first, at most `limit`. */
  search(vector: Float32Array, threshold: number, limit: number): Match<T>[] {
    if (vector.length !== this.dimensions) return [];
    const matches: Match<T>[] = [];
    const { length } = this.#keys;
    for (let place = 0; place < length; place++) {
      const similarity = dot(this.#vectors, place * this.dimensions, vector);
      if (similarity >= threshold) matches.push({ similarity, value: this.#values[place] as T });
    }
    return matches.sort((a, b) => b.similarity - a.similarity).slice(0, limit);
  }

  #append(key: string): number {
    const place = this.#keys.length;
    if ((place + 1) * this.dimensions > this.#vectors.length) {
      const grown = new Float32Array(this.#vectors.length * 2);
      grown.set(this.#vectors);
      this.#vectors = grown;
    }
    this.#keys.push(key);
    this.#places.set(key, place);
    return place;
  }
}
