/** One HTTP answer as it came over the wire. */
export interface WireAnswer {
  status: number;
  /** Name and value in the order and case they came. */
  headers: [name: string, value: string][];
  /** Without chunk framing. */
  body: Buffer;
  /** Its end came: by its length, its last chunk or the end of the connection where nothing else says it. */
  complete: boolean;
}

const STATUS_LINE = /^HTTP\/1\.1 ([1-5]\d\d) [\t\x20-\x7e]*$/;
const HEADER_LINE = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*?)[ \t]*$/;

/**
 * Takes the bytes a server sent on one connection apart. Strict: throws where they are not HTTP/1.1 (RFC 9112).
 * `closed`: the server ended the connection. `maybeHead`: answers may be to HEAD, and then have no body.
 */
export function parseAnswers(bytes: Buffer, { closed = false, maybeHead = false } = {}): WireAnswer[] {
  const answers: WireAnswer[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = bytes.indexOf('\r\n\r\n', at);
    if (end === -1) {
      if (closed) throw notHttp('the connection ended within the headers', bytes, at);
      break;
    }
    const [statusLine = '', ...lines] = bytes.toString('latin1', at, end).split('\r\n');
    const status = Number(STATUS_LINE.exec(statusLine)?.[1] ?? Number.NaN);
    if (Number.isNaN(status)) throw notHttp('no status line', bytes, at);
    const headers = lines.map((line): [string, string] => {
      const [, name, value] = HEADER_LINE.exec(line) ?? [];
      if (name === undefined || value === undefined) throw notHttp(`the header line "${line}"`, bytes, at);
      return [name, value];
    });
    const bare = maybeHead && (end + 4 === bytes.length || bytes.indexOf('HTTP/1.1 ', end) === end + 4);
    const empty = bare || status < 200 || status === 204 || status === 304;
    const read = empty ? { body: Buffer.alloc(0), next: end + 4 } : readBody(bytes, end + 4, headers, closed);
    answers.push({ status, headers, body: read.body, complete: read.next !== null });
    if (read.next === null) break;
    at = read.next;
  }
  return answers;
}

interface ReadBody {
  body: Buffer;
  /** Where the next answer begins; null: the body isn't complete. */
  next: number | null;
}

function readBody(bytes: Buffer, start: number, headers: WireAnswer['headers'], closed: boolean): ReadBody {
  const values = (name: string): string[] =>
    headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
  const lengths = values('content-length');
  const codings = values('transfer-encoding');
  if (lengths.length + codings.length > 1) throw notHttp('more than one framing', bytes, start);
  if (codings.length > 0) return readChunks(bytes, start);
  const [length] = lengths;
  if (length === undefined) return { body: bytes.subarray(start), next: closed ? bytes.length : null };
  if (!/^\d+$/.test(length)) throw notHttp(`content-length "${length}"`, bytes, start);
  const end = start + Number(length);
  return { body: bytes.subarray(start, end), next: end <= bytes.length ? end : null };
}

function readChunks(bytes: Buffer, start: number): ReadBody {
  const chunks: Buffer[] = [];
  let at = start;
  const partial = (): ReadBody => ({ body: Buffer.concat(chunks), next: null });
  for (;;) {
    const line = bytes.indexOf('\r\n', at);
    if (line === -1) return partial();
    const digits = bytes.toString('latin1', at, line);
    if (!/^[0-9a-f]{1,8}$/i.test(digits)) throw notHttp(`the chunk size "${digits}"`, bytes, at);
    const size = Number.parseInt(digits, 16);
    const end = line + 2 + size;
    chunks.push(bytes.subarray(line + 2, end));
    if (bytes.length < end + 2) return partial();
    if (bytes.toString('latin1', end, end + 2) !== '\r\n')
      throw notHttp('no line end behind a chunk', bytes, end);
    at = end + 2;
    if (size === 0) return { body: Buffer.concat(chunks), next: at };
  }
}

function notHttp(what: string, bytes: Buffer, at: number): Error {
  const near = JSON.stringify(bytes.toString('latin1', at, at + 300));
  return new Error(`The answer is not valid HTTP/1.1: ${what}, at byte ${at}: ${near}`);
}
