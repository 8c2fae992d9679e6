import type { IncomingMessage } from 'node:http';
import { EngineError } from './engine-error.ts';

/** Name and value of each part of a multipart/form-data body (query parameters sent beside their query). */
export function readMultipart(request: IncomingMessage, body: string): [name: string, value: string][] {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(request.headers['content-type'] ?? '');
  const delimiter = `--${boundary?.[1] ?? boundary?.[2] ?? ''}`;
  if (delimiter === '--')
    throw EngineError.of(36, 'BAD_ARGUMENTS', 'multipart/form-data without a boundary.');
  const parts: [string, string][] = [];
  for (const part of `\r\n${body}`.split(`\r\n${delimiter}`)) {
    const headerEnd = part.indexOf('\r\n\r\n');
    if (headerEnd === -1) continue;
    const name = /name="([^"]*)"/i.exec(part.slice(0, headerEnd))?.[1];
    if (name !== undefined) parts.push([name, part.slice(headerEnd + 4)]);
  }
  return parts;
}
