/** Everything that comes, in its order. */
export async function collect<T>(source: AsyncIterable<T> | PromiseLike<AsyncIterable<T>>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of await source) all.push(item);
  return all;
}

/** What came until it ended, and the error it ended with. */
export async function collectUntilError(
  source: AsyncIterable<unknown> | PromiseLike<AsyncIterable<unknown>>,
): Promise<{ seen: unknown[]; error: unknown }> {
  const seen: unknown[] = [];
  try {
    for await (const item of await source) seen.push(item);
    return { seen, error: null };
  } catch (error) {
    return { seen, error };
  }
}
