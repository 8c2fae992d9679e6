import { open } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { type Export, exportFileName, exportMediaTypes } from '@heliograph/contracts/exports';
import type { ServiceContext } from '@heliograph/services/context';
import { getExport } from '@heliograph/services/export/list';
import { recordDownload } from '@heliograph/services/export/remove';
import { readByteRange } from './read-byte-range.ts';

/**
 * The file of an export, or the part of it that Range asks for: a download that broke off goes on where it was, as long as
 * the ETag is the same. Throws `forbidden`, `not_found`, or `conflict` where it isn't whole yet.
 */
export async function sendExport(
  context: ServiceContext,
  directory: string,
  { request, id }: { request: Request; id: string },
): Promise<Response> {
  const found = await getExport(context, { id });
  const file = await openFile(found, directory);
  try {
    const { size } = await file.stat();
    const tag = `"${id}-${size}"`;
    const headers = new Headers({
      'content-type': exportMediaTypes[found.format],
      'content-disposition': `attachment; filename="${downloadName(found)}"`,
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
      etag: tag,
    });
    if (request.headers.get('if-none-match') === tag) return await closed(file, 304, headers);
    const condition = request.headers.get('if-range');
    const asked = condition === null || condition === tag ? request.headers.get('range') : null;
    const range = readByteRange(asked, size);
    if (range === 'unsatisfiable') {
      headers.set('content-range', `bytes */${size}`);
      return await closed(file, 416, headers);
    }
    const { start, end } = range ?? { start: 0, end: size - 1 };
    headers.set('content-length', String(end - start + 1));
    if (range !== null) headers.set('content-range', `bytes ${start}-${end}/${size}`);
    const status = range === null ? 200 : 206;
    if (request.method === 'HEAD' || size === 0) return await closed(file, status, headers);
    if (start === 0) await recordDownload(context, { id });
    // Its end, or the reader's leaving, closes the file.
    const stream = Readable.toWeb(file.createReadStream({ start, end })) as ReadableStream<Uint8Array>;
    return new Response(stream, { status, headers });
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openFile(found: Export, directory: string) {
  if (found.status === 'expired') {
    throw new HeliographError('not_found', 'The file of this export has gone. Start the export again.');
  }
  if (found.status !== 'done') {
    throw new HeliographError(
      'conflict',
      `There is no file: the export is ${found.status}. It is there when its status is done.`,
    );
  }
  try {
    return await open(path.join(directory, exportFileName(found)), 'r');
  } catch (cause) {
    throw new HeliographError(
      'service_unavailable',
      'The file cannot be read here. Worker and dashboard have to share EXPORT_DIR; see docs/operations.md.',
      { cause },
    );
  }
}

async function closed(file: { close(): Promise<void> }, status: number, headers: Headers): Promise<Response> {
  await file.close();
  return new Response(null, { status, headers });
}

/** What the file is called where it is saved: the days that it is about. */
function downloadName({ timeRange, format, id }: Export): string {
  const [from, to] = [timeRange.from, timeRange.to].map((time) => time.slice(0, 10));
  return `requests-${from}-${to}-${id.slice(-6)}.${format}`;
}
