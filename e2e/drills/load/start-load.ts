import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { makeCall } from './make-call.ts';
import { sendCall } from './send-call.ts';

export interface LoadOptions {
  key: string;
  /** Requests a second, however long each takes. */
  rate: number;
  seconds: number;
  /** Where clients go, in turns; asked for each call. */
  addresses: () => string[];
  /** Further headers of the nth call. */
  headers?: (n: number) => Record<string, string>;
}

export interface LoadReport {
  /** Every id that was sent. */
  sent: Set<string>;
  /** Ids of calls before the load, which nobody counts. */
  warmedUp: Set<string>;
  /** When each answer that arrived whole did, ms since the epoch, by id. */
  completed: Map<string, number>;
  /** Why the others didn't, with how often. */
  failures: Map<string, number>;
  failed: number;
  /** Calls that met nobody listening at least once. */
  reconnected: number;
  /** Requests a second that were really sent. */
  rate: number;
}

export interface Load {
  /** Resolves once every call has ended. */
  finished: Promise<LoadReport>;
  /** True once no further call is sent. */
  readonly over: boolean;
  report: LoadReport;
}

/** Beyond this many open calls a machine is too slow for the rate, or nobody is there: calls are held back. */
const MAX_OPEN = 600;
/** How long clients go on connecting after the load's end. */
const PATIENCE_MS = 60_000;

/** Sends calls at a steady rate, in turns plain and streamed. */
export function startLoad({ key, rate, seconds, addresses, headers }: LoadOptions): Load {
  const agent = new http.Agent({ keepAlive: true, maxSockets: MAX_OPEN });
  const patience = new AbortController();
  const report: LoadReport = {
    sent: new Set(),
    warmedUp: new Set(),
    completed: new Map(),
    failures: new Map(),
    failed: 0,
    reconnected: 0,
    rate: 0,
  };
  let over = false;

  async function call(n: number): Promise<void> {
    const made = makeCall(n, key, headers?.(n) ?? {});
    report.sent.add(made.id);
    const { completed, failure, refused } = await sendCall(made, agent, addresses, n, patience.signal);
    if (refused > 0) report.reconnected += 1;
    if (completed) {
      report.completed.set(made.id, Date.now());
      return;
    }
    report.failed += 1;
    report.failures.set(failure ?? '', (report.failures.get(failure ?? '') ?? 0) + 1);
  }

  async function run(): Promise<LoadReport> {
    const startedAt = performance.now();
    const open = new Set<Promise<void>>();
    let n = 0;
    for (;;) {
      const elapsed = (performance.now() - startedAt) / 1000;
      if (elapsed >= seconds) break;
      while (n < elapsed * rate && open.size < MAX_OPEN) {
        const running = call(n);
        n += 1;
        open.add(running);
        void running.finally(() => open.delete(running));
      }
      await wait(5);
    }
    over = true;
    report.rate = n / seconds;
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    await Promise.all(open);
    clearTimeout(timer);
    agent.destroy();
    return report;
  }

  return {
    finished: run(),
    report,
    get over() {
      return over;
    },
  };
}
