import { parseAnswers, type WireAnswer } from '@heliograph/proxy/testing/parse-answers';
import { type FuzzCase, makeCase } from './make-case.ts';
import { type Outcome, playCase } from './play-case.ts';
import { type FuzzUpstream, marksIn } from './start-fuzz-upstream.ts';

export interface FuzzTarget {
  port: number;
  key: string;
  upstream: FuzzUpstream;
  /** Process ids of those that serve now; any change means that one died. */
  pids(): number[];
  /** Resident memory of all of them, bytes. */
  residentBytes(): Promise<number>;
}

export interface FuzzOptions {
  seed: number;
  seconds: number;
}

export interface FuzzReport {
  cases: number;
  upstreamRequests: number;
  /** Number of answers by status. */
  answers: Record<number, number>;
  grownBytes: number;
}

const BATCH = 96;
/** An end to it also where the clock stands still. */
const MAX_CASES = 500_000;
/** Cases until caches and pools have filled and memory is looked at for the first time. */
const WARM_UP = 5 * BATCH;
/** A leak of one body a case would show many times over. */
const MAX_GROWTH_BYTES = 200 * 1024 * 1024;

/** Plays cases until the time is up. Throws an Error with seed, number and bytes of the first case that goes wrong. */
export async function fuzzProxy(target: FuzzTarget, { seed, seconds }: FuzzOptions): Promise<FuzzReport> {
  // Also warms it up: the first batch would else give up on answers that come late.
  const unfit = await probe(target, 0);
  if (unfit !== null) throw new Error(`The proxy is not fit to be tested: ${unfit}`);
  const until = performance.now() + seconds * 1000;
  const pids = target.pids().join();
  const answers: Record<number, number> = {};
  let baseline: number | null = null;
  let cases = 0;
  while (performance.now() < until && cases < MAX_CASES) {
    const batch = Array.from({ length: BATCH }, (_, i) => makeCase(seed, cases + i, target.key));
    const fail = failer(seed, cases, batch);
    const outcomes = await Promise.all(batch.map((each) => playCase(target.port, each)));
    for (const [i, each] of batch.entries()) {
      const outcome = outcomes[i];
      if (outcome === undefined) continue;
      try {
        for (const { status } of checkOutcome(each, outcome)) answers[status] = (answers[status] ?? 0) + 1;
      } catch (error) {
        fail(error instanceof Error ? error.message : String(error), i, outcome);
      }
    }
    cases += BATCH;
    const problem = await probe(target, cases).catch((error: unknown) => String(error));
    if (problem !== null) fail(problem);
    const [seen] = target.upstream.takeProblems();
    if (seen !== undefined) fail(seen);
    if (target.pids().join() !== pids) fail('A process of the proxy ended');
    if (baseline === null && cases >= WARM_UP) baseline = await target.residentBytes();
  }
  const grownBytes = baseline === null ? 0 : (await target.residentBytes()) - baseline;
  if (grownBytes > MAX_GROWTH_BYTES) {
    throw new Error(`Memory grew by ${grownBytes} bytes in ${cases} cases. Reproduce with seed ${seed}.`);
  }
  return { cases, upstreamRequests: target.upstream.requests(), answers, grownBytes };
}

function checkOutcome({ marker, pieces, end }: FuzzCase, { bytes, closed }: Outcome): WireAnswer[] {
  const maybeHead = Buffer.concat(pieces).includes('HEAD');
  const answers = parseAnswers(bytes, { closed: closed && end === 'read', maybeHead });
  if (answers.some(({ status }) => status === 500)) throw new Error('It was answered 500');
  // A changed byte may have made another mark of one of its own.
  const sent = new Set([marker, ...marksIn(Buffer.concat(pieces).toString('latin1'))]);
  const foreign = marksIn(bytes.toString('latin1')).filter((found) => !sent.has(found));
  if (foreign.length > 0) throw new Error(`It got what belongs to ${foreign.join()}`);
  return answers;
}

/** A good request on a connection of its own; null: it got the right answer. */
async function probe({ port, key }: FuzzTarget, number: number): Promise<string | null> {
  const marker = `fz${number.toString(16).padStart(12, '0')}z`;
  const body = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: marker }] });
  const answer = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'Helicone-Auth': `Bearer ${key}`, 'Content-Type': 'application/json', Connection: 'close' },
    body,
    signal: AbortSignal.timeout(10_000),
  });
  const text = await answer.text();
  const expected = JSON.stringify({ markers: [marker], bytes: body.length });
  return answer.status === 200 && text === expected
    ? null
    : `A good request on a new connection was answered ${answer.status} ${text.slice(0, 500)}`;
}

/** Throws what went wrong with all that is needed to see it again. */
function failer(seed: number, first: number, batch: FuzzCase[]) {
  return (what: string, index?: number, outcome?: Outcome): never => {
    const suspects = index === undefined ? batch : batch.slice(index, index + 1);
    const shown = suspects.map(({ pieces, end }, i) => {
      const bytes = Buffer.concat(pieces);
      const text = JSON.stringify(bytes.toString('latin1', 0, 4_000));
      return `case ${first + (index ?? i)} (${bytes.length} bytes in ${pieces.length} pieces, then ${end}): ${text}`;
    });
    if (outcome !== undefined)
      shown.push(`answer: ${JSON.stringify(outcome.bytes.toString('latin1', 0, 4_000))}`);
    throw new Error(`${what}\nReproduce with seed ${seed}:\n${shown.join('\n')}`);
  };
}
