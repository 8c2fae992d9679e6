import { expect, it, vi } from 'vitest';
import { sampleRequest } from '../../features/requests/testing/sample-request.ts';
import { type LiveEvent, LiveFeed } from './live-feed.ts';

const id = (n: number) => `019aa2b4-0000-7000-8000-${String(n).padStart(12, '0')}`;
const stored = (...numbers: number[]) => numbers.map((n) => ({ id: id(n), createdAt: n }));

function open(
  read = (pending: ReadonlyMap<string, number>) =>
    [...pending.keys()].map((key) => sampleRequest({ id: key })),
) {
  const reads = vi.fn((pending: ReadonlyMap<string, number>) => Promise.resolve(read(pending)));
  const feed = new LiveFeed({ read: reads, everyMs: 1 }, 'e');
  const told: LiveEvent[][] = [];
  const watch = (lastId: string | null = null) => {
    const events: LiveEvent[] = [];
    told.push(events);
    return feed.watch((event) => events.push(event), lastId);
  };
  return { feed, reads, told, watch };
}
const idsOf = (events: LiveEvent[]) =>
  events.map((event) =>
    'reset' in event ? 'reset' : event.requests.map((request) => Number(request.id.slice(-12))),
  );

it('reads once for all who look, and many that come together at once', async () => {
  const { feed, reads, told, watch } = open();
  watch();
  watch();
  feed.note(stored(1));
  feed.note(stored(2, 3));
  await vi.waitUntil(() => told.every((events) => events.length === 1));
  expect(told.map(idsOf)).toEqual([[[1, 2, 3]], [[1, 2, 3]]]);
  expect(reads).toHaveBeenCalledTimes(1);
});

it('tells whoever comes back what they missed, or that it is too much', async () => {
  const { feed, told, watch } = open();
  const leave = watch();
  watch();
  for (let n = 1; n <= 3; n++) {
    feed.note(stored(n));
    await vi.waitUntil(() => told[1]?.length === n);
    if (n === 1) leave();
  }
  expect(idsOf(told[0] ?? [])).toEqual([[1]]);
  watch('e-1');
  watch('e-3');
  watch('another-1');
  expect(told.slice(2).map(idsOf)).toEqual([[[2], [3]], [], ['reset']]);
});

it('has the list read anew where too many come, or where they cannot be read', async () => {
  const { feed, told, watch, reads } = open(() => {
    throw new Error('away');
  });
  watch();
  feed.note(stored(...Array.from({ length: 1_001 }, (_, n) => n)));
  expect(idsOf(told[0] ?? [])).toEqual(['reset']);
  expect(reads).not.toHaveBeenCalled();
  feed.note(stored(1));
  await vi.waitUntil(() => told[0]?.length === 2);
  expect(idsOf(told[0] ?? [])).toEqual(['reset', 'reset']);
});

it('asks nothing where nobody looks', async () => {
  const { feed, reads, watch } = open();
  watch()();
  feed.note(stored(1));
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(reads).not.toHaveBeenCalled();
});
