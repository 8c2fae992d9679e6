import type { IncomingMessage } from 'node:http';
import { namedInConnection } from '../dispatch/outbound-headers.ts';

const UPGRADING = new Set(['upgrade', 'connection', 'http2-settings']);

/**
 * The bytes of a request without its wish for another protocol (RFC 9110 §7.8 lets a server ignore that); `head` is what
 * of its body came with it.
 */
export function asPlainRequest(req: IncomingMessage, head: Buffer): Buffer {
  const named = namedInConnection(req.rawHeaders);
  const lines = [`${req.method ?? 'GET'} ${req.url ?? '/'} HTTP/${req.httpVersion}`];
  for (let i = 0; i < req.rawHeaders.length; i += 2) {
    const name = req.rawHeaders[i] ?? '';
    const lower = name.toLowerCase();
    if (UPGRADING.has(lower) || named?.has(lower) === true) continue;
    lines.push(`${name}: ${req.rawHeaders[i + 1] ?? ''}`);
  }
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]);
}
