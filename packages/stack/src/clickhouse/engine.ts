import { randomUUID } from 'node:crypto';
import { drainPending } from 'chdb';
import { EngineError, toEngineError } from './engine-error.ts';
import type { FrontRequest } from './front-request.ts';
import { InsertFiles } from './insert-file.ts';
import { hasRowChunks, withoutRepeatedHeader } from './output-formats.ts';
import { parseStatement, type Statement } from './parse-statement.ts';
import { quoteString } from './quote-sql.ts';
import { runInsert } from './run-insert.ts';
import { SessionPool } from './session-pool.ts';

/** Sums over a statement, as X-ClickHouse-Summary shows them. */
export interface Summary {
  readRows: number;
  readBytes: number;
  writtenRows: number;
  writtenBytes: number;
  elapsedSeconds: number;
}

/** What came of a statement: a whole result, or one too large to hold, read piece by piece as it is consumed. */
export type Outcome =
  | { kind: 'whole'; format: string; bytes: Uint8Array; summary: Summary }
  | { kind: 'stream'; format: string; chunks: AsyncIterable<Uint8Array> };

/** Results up to this size are taken whole, so that an error in their middle still gets its HTTP status. */
const wholeResult = {
  max_result_bytes: String(8 * 1024 * 1024),
  max_result_rows: '100000',
  result_overflow_mode: 'throw',
};
const tooManyRowsOrBytes = 396;

export interface EngineSize {
  /** Statements that read at once. */
  readers: number;
  /** Inserts at once. They wait in a line of their own: slow questions never hold up ingestion. */
  writers: number;
}

/** The ClickHouse engine of this process, over one data folder. */
export class Engine {
  readonly #readers: SessionPool;
  readonly #writers: SessionPool;
  readonly #control: SessionPool;
  readonly #files: InsertFiles;

  constructor(dataDir: string, size: EngineSize) {
    this.#readers = new SessionPool(dataDir, size.readers);
    this.#writers = new SessionPool(dataDir, size.writers);
    this.#control = new SessionPool(dataDir, 1);
    this.#files = new InsertFiles(dataDir);
  }

  /** Runs one statement. `gone` tells that the client has left: its reads are killed. Throws EngineError. */
  async run(request: FrontRequest, statement: Statement, gone: AbortSignal): Promise<Outcome> {
    try {
      return statement.keyword === 'INSERT'
        ? await this.#insert(request, statement, gone)
        : await this.#query(request, statement, gone);
    } catch (error) {
      throw toEngineError(error);
    }
  }

  async close(): Promise<void> {
    for (const pool of [this.#readers, this.#writers, this.#control]) pool.close();
    await drainPending();
  }

  async #insert(request: FrontRequest, statement: Statement, gone: AbortSignal): Promise<Outcome> {
    const summary = await this.#writers.use(request, gone, async (session, transition) => {
      if (transition !== '') await session.queryAsync(transition);
      return runInsert(session, request, statement, this.#files);
    });
    return { kind: 'whole', format: request.defaultFormat, bytes: new Uint8Array(), summary };
  }

  async #query(request: FrontRequest, statement: Statement, gone: AbortSignal): Promise<Outcome> {
    const format = statement.format ?? request.defaultFormat;
    const reads = statement.keyword === 'SELECT' || statement.keyword === 'WITH';
    const ownLimit = Object.keys(wholeResult).some((name) => request.state.settings.has(name));
    const limited = reads && hasRowChunks(format) && !ownLimit;
    // The engine takes no query id from outside: a comment marks the text, so that it can be found and killed.
    const marker = randomUUID();
    const marked = { ...request, sql: `${request.sql}\n/* ${marker} */` };
    const finished = this.#killWhenGone(marker, gone);
    try {
      return await this.#whole(limited ? withResultLimit(marked) : marked, format, gone);
    } catch (error) {
      if (!limited || toEngineError(error).code !== tooManyRowsOrBytes) throw error;
      return { kind: 'stream', format, chunks: this.#stream(marked, marker, format, gone) };
    } finally {
      finished();
    }
  }

  async #whole(request: FrontRequest, format: string, gone: AbortSignal): Promise<Outcome> {
    return this.#readers.use(request, gone, async (session, transition) => {
      const result = await session.queryAsync(transition + request.sql, { format });
      const summary: Summary = {
        readRows: result.rowsRead,
        readBytes: result.bytesRead,
        writtenRows: 0,
        writtenBytes: 0,
        elapsedSeconds: result.elapsed,
      };
      return { kind: 'whole', format, bytes: result.bytes(), summary };
    });
  }

  async *#stream(
    request: FrontRequest,
    marker: string,
    format: string,
    gone: AbortSignal,
  ): AsyncGenerator<Uint8Array> {
    const lease = await this.#readers.lease(request, gone);
    const finished = this.#killWhenGone(marker, gone);
    let clean = false;
    try {
      const transition = lease.transition(request.state);
      if (transition !== '') await lease.session.queryAsync(transition);
      const chunks = lease.session.queryStream(request.sql, { format, signal: gone });
      yield* withoutRepeatedHeader(format, chunks);
      clean = true;
    } finally {
      finished();
      this.#readers.release(lease, clean);
    }
  }

  /** Kills the marked query once its client has left; call what it returns when the query has ended. */
  #killWhenGone(marker: string, gone: AbortSignal): () => void {
    let again: NodeJS.Timeout | undefined;
    const kill = () => {
      void this.#kill(marker);
      // The engine may not have begun with it yet: asked again until it has ended.
      again = setInterval(() => void this.#kill(marker), 200);
    };
    gone.addEventListener('abort', kill, { once: true });
    return () => {
      gone.removeEventListener('abort', kill);
      clearInterval(again);
    };
  }

  async #kill(marker: string): Promise<void> {
    const sql = `KILL QUERY WHERE position(query, ${quoteString(marker)}) > 0 AND NOT startsWith(query, 'KILL') ASYNC`;
    const nobody = { sql, state: { database: 'default', settings: new Map(), parameters: new Map() } };
    try {
      await this.#control.use(nobody, new AbortController().signal, (session) => session.queryAsync(sql));
    } catch (error) {
      process.stderr.write(`Killing an abandoned query failed: ${toEngineError(error).message}\n`);
    }
  }
}

function withResultLimit(request: FrontRequest): FrontRequest {
  const settings = new Map(request.state.settings);
  for (const [name, value] of Object.entries(wholeResult)) settings.set(name, value);
  return { ...request, state: { ...request.state, settings } };
}

/** The statement's shape, or ClickHouse's refusal of what its HTTP interface doesn't run. Throws EngineError. */
export function checkStatement(sql: string, readOnly: boolean): Statement {
  const statement = parseStatement(sql);
  if (statement.keyword === '') throw EngineError.of(62, 'SYNTAX_ERROR', 'Syntax error: Empty query');
  if (statement.multiple) {
    throw EngineError.of(62, 'SYNTAX_ERROR', 'Syntax error (Multi-statements are not allowed)');
  }
  const reading = ['SELECT', 'WITH', 'SHOW', 'DESCRIBE', 'DESC', 'EXISTS', 'EXPLAIN', 'CHECK'];
  if (readOnly && !reading.includes(statement.keyword)) {
    const why =
      'For queries over HTTP, method GET implies readonly. You should use method POST for modifying queries.';
    throw EngineError.of(164, 'READONLY', `Cannot execute query in readonly mode. ${why}`);
  }
  return statement;
}
