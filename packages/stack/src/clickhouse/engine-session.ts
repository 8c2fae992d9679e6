import { Session } from 'chdb';
import { quoteIdentifier, quoteString } from './quote-sql.ts';

/** What a request wants to hold while its statement runs; ClickHouse's HTTP interface keeps none of it afterwards. */
export interface RequestState {
  database: string;
  /** Values as they came in the URL. */
  settings: ReadonlyMap<string, string>;
  /** Query parameters, in ClickHouse's escaped text form. */
  parameters: ReadonlyMap<string, string>;
}

/**
 * One connection to the engine, used for one request after the other. State is carried from request to request
 * as a difference, so that requests that ask for the same settings pay nothing.
 */
export class EngineSession {
  readonly session: Session;
  #database = 'default';
  #settings = new Map<string, string>();
  #parameters = new Set<string>();

  constructor(dataDir: string) {
    this.session = new Session(dataDir);
  }

  /**
   * True when the text may read a parameter that an earlier request left here and this one didn't send:
   * parameters cannot be taken back, so such a request needs a new session.
   */
  hasForeignParameter(asker: { sql: string; state: RequestState }): boolean {
    for (const name of this.#parameters) {
      if (asker.state.parameters.has(name)) continue;
      if (new RegExp(`\\{\\s*${name}\\s*:`).test(asker.sql)) return true;
    }
    return false;
  }

  /** Statements to run before the request's own, ending in a semicolon; empty when nothing changes. */
  transition(state: RequestState): string {
    const changes: string[] = [];
    for (const name of this.#settings.keys()) {
      if (!state.settings.has(name)) changes.push(`${name} = DEFAULT`);
    }
    for (const [name, value] of state.settings) {
      if (this.#settings.get(name) !== value) changes.push(`${name} = ${quoteString(value)}`);
    }
    for (const [name, value] of state.parameters) changes.push(`param_${name} = ${quoteString(value)}`);
    const use = state.database === this.#database ? '' : `USE ${quoteIdentifier(state.database)}; `;
    this.#database = state.database;
    this.#settings = new Map(state.settings);
    for (const name of state.parameters.keys()) this.#parameters.add(name);
    return `${use}${changes.length === 0 ? '' : `SET ${changes.join(', ')}; `}`;
  }

  close(): void {
    this.session.close();
  }
}
