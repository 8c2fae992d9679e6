import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { RequestState } from './engine-session.ts';
import { EngineError } from './engine-error.ts';
import { readMultipart } from './read-multipart.ts';

/** One request to `/`, with the query found and everything else of the URL sorted. */
export interface FrontRequest {
  /** Text of the statement; for an INSERT whose text came in the URL the data is in `body`. */
  sql: string;
  body: Readable | undefined;
  state: RequestState;
  queryId: string | undefined;
  /** Format where the statement names none. */
  defaultFormat: string;
  /** The client takes a compressed answer. */
  compress: boolean;
}

/** Statements in a body (not data of an INSERT) are held as one text. */
const maxStatementBytes = 256 * 1024 * 1024;

/** Parameters of the interface itself, not settings of the engine. */
const notSettings = new Set([
  ...[
    'query',
    'database',
    'default_format',
    'query_id',
    'user',
    'password',
    'quota_key',
    'role',
    'stacktrace',
  ],
  ...['session_timeout', 'session_check', 'close_session', 'compress', 'decompress', 'buffer_size'],
  ...[
    'wait_end_of_query',
    'enable_http_compression',
    'http_zlib_compression_level',
    'send_progress_in_http_headers',
  ],
  ...['http_headers_progress_interval_ms', 'cancel_http_readonly_queries_on_client_close'],
  // Every insert here is answered when it is stored, which is more than asynchronous inserts promise.
  ...['async_insert', 'wait_for_async_insert', 'async_insert_busy_timeout_ms', 'async_insert_max_data_size'],
]);

/** Reads a request up to the data of an INSERT. Throws EngineError in ClickHouse's words. */
export async function readFrontRequest(request: IncomingMessage, url: URL): Promise<FrontRequest> {
  if (url.searchParams.has('session_id')) {
    throw EngineError.of(
      48,
      'NOT_IMPLEMENTED',
      'The embedded engine keeps no sessions: leave session_id out.',
    );
  }
  if (url.searchParams.get('compress') === '1' || url.searchParams.get('decompress') === '1') {
    throw EngineError.of(48, 'NOT_IMPLEMENTED', 'The embedded engine speaks HTTP compression only (gzip).');
  }
  const settings = new Map<string, string>();
  const parameters = new Map<string, string>();
  let body: Readable | undefined = decompressed(request);
  let query = url.searchParams.get('query') ?? '';
  const multipart = /^multipart\/form-data/i.test(request.headers['content-type'] ?? '');
  if (multipart) {
    const parts = readMultipart(request, await readText(body));
    for (const [name, value] of parts) {
      if (name === 'query') query += value;
      else if (name.startsWith('param_')) parameters.set(parameterName(name), value);
    }
    body = undefined;
  }
  for (const [name, value] of url.searchParams) {
    if (name.startsWith('param_')) parameters.set(parameterName(name), value);
    else if (!notSettings.has(name)) settings.set(settingName(name), value);
  }

  let sql = query;
  if (body !== undefined && !/^\s*INSERT\b/i.test(query)) {
    const text = await readText(body);
    sql = query === '' || text === '' ? query + text : `${query}\n${text}`;
    body = undefined;
  }
  const header = (name: string) => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    sql,
    body,
    state: {
      database: url.searchParams.get('database') ?? header('x-clickhouse-database') ?? 'default',
      settings,
      parameters,
    },
    queryId: url.searchParams.get('query_id') ?? undefined,
    defaultFormat: url.searchParams.get('default_format') ?? header('x-clickhouse-format') ?? 'TabSeparated',
    compress: url.searchParams.get('enable_http_compression') === '1',
  };
}

function decompressed(request: IncomingMessage): Readable {
  const encoding = request.headers['content-encoding'];
  const decoders = {
    gzip: createGunzip,
    'x-gzip': createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
  };
  if (encoding === undefined || encoding === '' || encoding === 'identity') return request;
  const create = Object.entries(decoders).find(([name]) => name === encoding)?.[1];
  if (create === undefined) {
    throw EngineError.of(
      48,
      'NOT_IMPLEMENTED',
      `Unknown compression method ${encoding}; gzip, deflate and br are known.`,
    );
  }
  const decoder = create();
  request.once('error', (error) => decoder.destroy(error));
  return request.pipe(decoder);
}

async function readText(body: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxStatementBytes) {
      throw EngineError.of(61, 'QUERY_IS_TOO_LARGE', `A statement may have ${maxStatementBytes} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parameterName(name: string): string {
  const bare = name.slice('param_'.length);
  if (!/^\w+$/.test(bare))
    throw EngineError.of(36, 'BAD_ARGUMENTS', `${name} is no name for a query parameter.`);
  return bare;
}

function settingName(name: string): string {
  if (!/^\w+$/.test(name)) throw EngineError.of(115, 'UNKNOWN_SETTING', `Unknown setting '${name}'.`);
  return name;
}
