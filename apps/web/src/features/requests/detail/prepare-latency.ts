import type { RequestDetail } from '@heliograph/contracts/request';

export interface LatencyShare {
  kind: 'proxy' | 'earlier' | 'wait' | 'stream';
  label: string;
  /** What it means, in a sentence. */
  meaning: string;
  ms: number;
  leftPercent: number;
  widthPercent: number;
}

type Timed = Pick<
  RequestDetail,
  'latencyMs' | 'timeToFirstByteMs' | 'proxyOverheadMs' | 'attempts' | 'stream' | 'cacheHit'
>;

/**
 * Where the time of a request went, from its arrival to the last byte: disjoint shares (ms) that add up to `latencyMs`.
 * Shares of no length are left out.
 */
export function prepareLatency({
  latencyMs,
  timeToFirstByteMs,
  proxyOverheadMs,
  attempts,
  stream,
  cacheHit,
}: Timed): LatencyShare[] {
  const within = (ms: number, from: number): number => Math.min(Math.max(ms, from), latencyMs);
  const called = attempts.filter((attempt) => attempt.called);
  const proxyEnd = within(
    cacheHit || called.length === 0 ? (timeToFirstByteMs ?? latencyMs) : proxyOverheadMs,
    0,
  );
  // The time until the attempt that answered began went to those before it, and to the waits between.
  const lastStart = called.length > 1 ? (called.at(-1)?.startedAtMs ?? proxyEnd) : proxyEnd;
  const earlierEnd = within(lastStart, proxyEnd);
  const waitEnd = within(timeToFirstByteMs ?? latencyMs, earlierEnd);
  const shares = [
    {
      kind: 'proxy',
      label: cacheHit ? 'Proxy and cache' : 'Proxy',
      meaning: 'Until the provider was called',
      from: 0,
      to: proxyEnd,
    },
    {
      kind: 'earlier',
      label: 'Earlier attempts',
      meaning: 'Calls that failed, and the waits after them',
      from: proxyEnd,
      to: earlierEnd,
    },
    {
      kind: 'wait',
      label: 'Waiting for first byte',
      meaning: 'Until the provider began to answer',
      from: earlierEnd,
      to: waitEnd,
    },
    {
      kind: 'stream',
      label: stream ? 'Streaming' : 'Receiving',
      meaning: 'From the first byte to the last',
      from: waitEnd,
      to: latencyMs,
    },
  ] as const;
  return shares
    .filter(({ from, to }) => to > from)
    .map(({ from, to, ...share }) => ({
      ...share,
      ms: to - from,
      leftPercent: (from / latencyMs) * 100,
      widthPercent: ((to - from) / latencyMs) * 100,
    }));
}
