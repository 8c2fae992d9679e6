import type { Feedback, Request } from '@heliograph/contracts/request';

/** What can be changed of a request after its answer. */
export interface LaterFacts {
  feedback: Feedback | null;
  scores: Record<string, number>;
  properties: Record<string, string>;
}

/**
 * Cached data of any shape (pages, rows, a detail) with these facts in every copy of one request; what holds no copy is
 * the very same object.
 */
export function patchRequests<Data>(data: Data, id: string, facts: Partial<LaterFacts>): Data {
  return patch(data, id, facts) as Data;
}

/** Where lists keep their rows. */
const HOLDERS = ['pages', 'items', 'rows', 'newest'] as const;

function patch(value: unknown, id: string, facts: Partial<LaterFacts>): unknown {
  if (Array.isArray(value)) {
    const patched = value.map((entry) => patch(entry, id, facts));
    return patched.some((entry, place) => entry !== value[place]) ? patched : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if ('id' in value) return value.id === id && isRequest(value) ? { ...value, ...facts } : value;
  const record: Record<string, unknown> = { ...value };
  const changed = HOLDERS.filter((holder) => {
    const before = record[holder];
    record[holder] = patch(before, id, facts);
    return record[holder] !== before;
  });
  if (changed.length === 0) return value;
  return { ...value, ...Object.fromEntries(changed.map((holder) => [holder, record[holder]])) };
}

function isRequest(value: object): value is Request {
  return 'feedback' in value && 'scores' in value && 'properties' in value;
}
