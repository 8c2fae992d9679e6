/** Formats whose result is rows one after the other, with so many header lines before them. */
const rowFormats = new Map<string, number>([
  ...['JSONEachRow', 'NDJSON', 'JSONLines', 'JSONStringsEachRow'].map((name) => [name, 0] as const),
  ...['JSONCompactEachRow', 'JSONCompactStringsEachRow', 'CSV', 'TSV', 'TabSeparated'].map(
    (name) => [name, 0] as const,
  ),
  ...['TSVRaw', 'TabSeparatedRaw', 'LineAsString', 'RowBinary', 'Native'].map((name) => [name, 0] as const),
  ...['JSONCompactEachRowWithNames', 'JSONCompactStringsEachRowWithNames'].map((name) => [name, 1] as const),
  ...['CSVWithNames', 'TSVWithNames', 'TabSeparatedWithNames'].map((name) => [name, 1] as const),
  ...['JSONCompactEachRowWithNamesAndTypes', 'JSONCompactStringsEachRowWithNamesAndTypes'].map(
    (name) => [name, 2] as const,
  ),
  ...['CSVWithNamesAndTypes', 'TSVWithNamesAndTypes', 'TabSeparatedWithNamesAndTypes'].map(
    (name) => [name, 2] as const,
  ),
]);

/** Whether pieces of a result in this format can be put one after the other. */
export function hasRowChunks(format: string): boolean {
  return rowFormats.has(format);
}

/** The engine writes each piece as a result of its own: the header lines of all but the first are taken out again. */
export async function* withoutRepeatedHeader(
  format: string,
  chunks: AsyncIterable<{ raw(): Uint8Array }>,
): AsyncGenerator<Uint8Array> {
  const headerLines = rowFormats.get(format) ?? 0;
  let first = true;
  for await (const chunk of chunks) {
    const bytes = chunk.raw();
    yield first ? bytes : bytes.subarray(endOfLines(bytes, headerLines));
    first = false;
  }
}

/** Index behind the first `lines` lines; a line break between double quotes doesn't count. */
function endOfLines(bytes: Uint8Array, lines: number): number {
  let at = 0;
  let quoted = false;
  for (let left = lines; left > 0 && at < bytes.length; at += 1) {
    if (bytes[at] === 0x22) quoted = !quoted;
    if (bytes[at] === 0x0a && !quoted) left -= 1;
  }
  return at;
}

const contentTypes: readonly [RegExp, string][] = [
  [/EachRow|^NDJSON$|^JSONLines$/, 'application/x-ndjson; charset=UTF-8'],
  [/^JSON/, 'application/json; charset=UTF-8'],
  [/^CSVWithNames/, 'text/csv; charset=UTF-8; header=present'],
  [/^CSV/, 'text/csv; charset=UTF-8; header=absent'],
  [/^(?:TSV|TabSeparated)/, 'text/tab-separated-values; charset=UTF-8'],
  [/^(?:Native|RowBinary|Parquet|Arrow|ORC|Avro)/, 'application/octet-stream'],
];

export function contentTypeOf(format: string): string {
  return contentTypes.find(([pattern]) => pattern.test(format))?.[1] ?? 'text/plain; charset=UTF-8';
}
