import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';
import type { RawInsertFormat, Session, StreamInsertFormat } from 'chdb';
import { EngineError } from './engine-error.ts';
import type { Summary } from './engine.ts';
import type { FrontRequest } from './front-request.ts';
import type { InsertFiles } from './insert-file.ts';
import type { Statement } from './parse-statement.ts';
import { quoteIdentifier, quoteString } from './quote-sql.ts';

/** Data up to this size is one insert; more goes in block by block where the format allows it, as ClickHouse does. */
const oneInsertBytes = 64 * 1024 * 1024;
const maxInsertBytes = 1024 * 1024 * 1024;

const aliases: Record<string, string> = { NDJSON: 'JSONEachRow', JSONLines: 'JSONEachRow' };
const lineFormats = ['JSONEachRow', 'JSONCompactEachRow', 'TSV', 'TabSeparated'];
const binaryFormats = /^(?:Native|RowBinary|Parquet|Arrow|ORC|Avro|MsgPack|Protobuf|CapnProto|BSON|Npy)/;
const rawFormats = [...lineFormats, 'CSV', 'CSVWithNames', 'TSVWithNames', 'TabSeparatedWithNames'];

/** Runs an INSERT in a session that already has the request's state. */
export async function runInsert(
  session: Session,
  request: FrontRequest,
  statement: Statement,
  files: InsertFiles,
): Promise<Summary> {
  const { sql, body } = request;
  const target = statement.insert;
  if (binaryFormats.test(statement.format ?? '')) return insertBinary(session, request, statement, files);
  if (body === undefined) return insertText(session, sql);
  if (target?.plain !== true || target.table === undefined || sql.slice(target.dataStart).trim() !== '') {
    return insertText(session, sql, await readAll(body));
  }
  const format = aliases[statement.format ?? ''] ?? statement.format ?? 'Values';
  if (!isRawFormat(format)) return insertText(session, sql, await readAll(body));

  const into = {
    table: target.table,
    ...(target.columns === undefined ? {} : { columns: target.columns }),
  };
  // Blocks of one insert would share its token, and all but the first would be taken for repetitions.
  const divisible = isLineFormat(format) && !request.state.settings.has('insert_deduplication_token');
  const start = await readUpTo(body, divisible ? oneInsertBytes : maxInsertBytes);
  const written = start.complete
    ? await session.insert({ ...into, format, values: start.bytes })
    : isLineFormat(format) && divisible
      ? await session.insert({ ...into, format, values: continued(start.bytes, start.rest) })
      : refuseTooLarge();
  return {
    readRows: written.rowsWritten,
    readBytes: written.bytesWritten,
    writtenRows: written.rowsWritten,
    writtenBytes: written.bytesWritten,
    elapsedSeconds: written.elapsed,
  };
}

/** Binary data goes by way of a file: the engine's passage for bytes knows text formats only. It is one block, always. */
async function insertBinary(
  session: Session,
  { sql, body }: FrontRequest,
  { format, insert: target }: Statement,
  files: InsertFiles,
): Promise<Summary> {
  const name = format ?? '';
  if (body === undefined || target?.plain !== true || target.table === undefined || !/^\w+$/.test(name)) {
    throw EngineError.of(
      48,
      'NOT_IMPLEMENTED',
      `The embedded engine takes ${name} inserts with the statement in the URL and plain names in it only.`,
    );
  }
  if (sql.slice(target.dataStart).trim() !== '') {
    throw EngineError.of(48, 'NOT_IMPLEMENTED', `The data of ${name} inserts belongs into the body.`);
  }
  const table = target.table.split('.').map(quoteIdentifier).join('.');
  const columns = target.columns === undefined ? '' : ` (${target.columns.map(quoteIdentifier).join(', ')})`;
  return files.use(upTo(body, maxInsertBytes), async (file) => {
    const result = await session.queryAsync(
      `INSERT INTO ${table}${columns} FROM INFILE ${quoteString(file)} FORMAT ${name}`,
    );
    // The engine counts what it read of the file, which is what it has written.
    const { rowsRead: rows, bytesRead: bytes, elapsed } = result;
    return {
      readRows: rows,
      readBytes: bytes,
      writtenRows: rows,
      writtenBytes: bytes,
      elapsedSeconds: elapsed,
    };
  });
}

/** The body's pieces, or a refusal where they are more than `limit` bytes together. */
async function* upTo(body: Readable, limit: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > limit) refuseTooLarge();
    yield piece;
  }
}

/** The way for everything that has no passage for bytes: other formats, settings or parameters in the statement. */
async function insertText(session: Session, sql: string, data: Buffer = Buffer.alloc(0)): Promise<Summary> {
  if (!isUtf8(data)) {
    throw EngineError.of(
      48,
      'NOT_IMPLEMENTED',
      'The data is not UTF-8: the embedded engine takes other bytes in plain JSONEachRow, CSV and TSV inserts only.',
    );
  }
  const result = await session.queryAsync(`${sql}\n${data.toString('utf8')}`);
  const none = { readRows: 0, readBytes: 0, writtenRows: 0, writtenBytes: 0 };
  return { ...none, elapsedSeconds: result.elapsed };
}

interface Start {
  bytes: Buffer;
  complete: boolean;
  rest: AsyncIterator<Buffer>;
}

async function readUpTo(body: Readable, limit: number): Promise<Start> {
  const rest = (body as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  const chunks: Buffer[] = [];
  let bytes = 0;
  while (bytes <= limit) {
    const next = await rest.next();
    if (next.done === true) return { bytes: Buffer.concat(chunks), complete: true, rest };
    chunks.push(next.value);
    bytes += next.value.length;
  }
  return { bytes: Buffer.concat(chunks), complete: false, rest };
}

async function readAll(body: Readable): Promise<Buffer> {
  const start = await readUpTo(body, maxInsertBytes / 4);
  return start.complete ? start.bytes : refuseTooLarge();
}

async function* continued(start: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield start;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

function refuseTooLarge(): never {
  throw EngineError.of(
    61,
    'QUERY_IS_TOO_LARGE',
    'The data of this insert is too large for one block: send it in parts.',
  );
}

function isRawFormat(format: string): format is RawInsertFormat {
  return rawFormats.includes(format);
}

function isLineFormat(format: string): format is StreamInsertFormat {
  return lineFormats.includes(format);
}
