import { HeliographError } from '@heliograph/contracts/error-codes';

export interface OrganizationGate {
  /**
   * Runs `work` when it is its turn among those of its organization. Throws `too_many_requests` where too many wait
   * already; rejects with the signal's reason where that comes first.
   */
  run<T>(organizationId: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

interface Line {
  running: number;
  waiting: (() => void)[];
}

/** Lets each organization do `atOnce` things at a time, and as many more wait as `mostWaiting`, in the order of asking. */
export function createOrganizationGate({
  atOnce,
  mostWaiting,
}: {
  atOnce: number;
  mostWaiting: number;
}): OrganizationGate {
  const lines = new Map<string, Line>();

  async function enter(line: Line, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (line.running < atOnce) {
      line.running += 1;
      return;
    }
    if (line.waiting.length >= mostWaiting)
      throw new HeliographError(
        'too_many_requests',
        'Too many questions of your organization are waiting already. Ask again in a moment.',
      );
    await new Promise<void>((resolve, reject) => {
      const begin = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        line.waiting.splice(line.waiting.indexOf(begin), 1);
        reject(reasonOf(signal));
      };
      signal.addEventListener('abort', leave, { once: true });
      line.waiting.push(begin);
    });
  }

  return {
    async run(organizationId, signal, work) {
      const line = lines.get(organizationId) ?? { running: 0, waiting: [] };
      lines.set(organizationId, line);
      await enter(line, signal);
      try {
        return await work();
      } finally {
        // Whose turn is next takes over the place.
        const next = line.waiting.shift();
        if (next !== undefined) next();
        else line.running -= 1;
        if (line.running === 0) lines.delete(organizationId);
      }
    },
  };
}

/** Why a signal was aborted, as an Error. */
export function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error('Nobody waits for the answer any more');
}
