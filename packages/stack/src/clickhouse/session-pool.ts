import type { Session } from 'chdb';
import { EngineSession, type RequestState } from './engine-session.ts';

/** What a session must know of a request. */
export interface Asker {
  sql: string;
  state: RequestState;
}

/** A session of the engine runs one statement at a time; the pool hands them out in the order of asking. */
export class SessionPool {
  readonly #dataDir: string;
  readonly #idle: EngineSession[] = [];
  readonly #waiting: ((session: EngineSession) => void)[] = [];
  readonly #open = new Set<EngineSession>();

  constructor(dataDir: string, size: number) {
    this.#dataDir = dataDir;
    for (let i = 0; i < size; i += 1) this.#idle.push(this.#create());
  }

  /** Runs `work` on a session of its own; `transition` are the statements that bring it to the asker's state. */
  async use<T>(
    asker: Asker,
    gone: AbortSignal,
    work: (session: Session, transition: string) => Promise<T>,
  ): Promise<T> {
    const lease = await this.lease(asker, gone);
    let clean = false;
    try {
      const result = await work(lease.session, lease.transition(asker.state));
      clean = !leavesState(asker);
      return result;
    } finally {
      this.release(lease, clean);
    }
  }

  /** Waits for a session; give it back with `release`. Rejects when the asker has gone meanwhile. */
  async lease(asker: Asker, gone: AbortSignal): Promise<EngineSession> {
    const session = await this.#next(gone);
    return session.hasForeignParameter(asker) ? this.#replace(session) : session;
  }

  /**
   * `clean` false: the session is closed and a new one takes its place. Needed after every error, because the engine
   * keeps what it had already written of the failed result and puts it before the next one.
   */
  release(lease: EngineSession, clean: boolean): void {
    const session = clean ? lease : this.#replace(lease);
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(session);
    else next(session);
  }

  close(): void {
    for (const session of this.#open) session.close();
    this.#open.clear();
  }

  async #next(gone: AbortSignal): Promise<EngineSession> {
    gone.throwIfAborted();
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(take), 1);
        reject(new Error('The client has gone.'));
      };
      const take = (session: EngineSession) => {
        gone.removeEventListener('abort', leave);
        resolve(session);
      };
      gone.addEventListener('abort', leave, { once: true });
      this.#waiting.push(take);
    });
  }

  #replace(session: EngineSession): EngineSession {
    this.#open.delete(session);
    session.close();
    return this.#create();
  }

  #create(): EngineSession {
    const session = new EngineSession(this.#dataDir);
    this.#open.add(session);
    return session;
  }
}

/** Statements whose effect stays in a session and must not reach the next request. */
function leavesState(asker: Asker): boolean {
  return (
    asker.state.settings.has('readonly') || /^\s*(?:SET|USE)\b|\bTEMPORARY\b/i.test(asker.sql.slice(0, 1000))
  );
}
