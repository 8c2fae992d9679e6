import { makeBody } from './make-body.ts';
import { type Client, makeHeaderLines, makeRequestLine } from './make-head.ts';
import { createRandom, type Random } from './random.ts';

/** What one client does on one connection. */
export interface FuzzCase {
  marker: string;
  /** Written one after the other, with a turn of the event loop between them. */
  pieces: Buffer[];
  /** How the client ends it: reads all it gets, sends FIN or RST right away. */
  end: 'read' | 'finish' | 'reset';
}

/** Stands in everything a client sends. */
export const MARKER = /fz[0-9a-f]{12}z/g;

/** The case with this number under this seed; the same ones give the same bytes. */
export function makeCase(seed: number, number: number, key: string): FuzzCase {
  const random = createRandom(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(number + 1, 0xc2b2ae35));
  const marker = `fz${random.bytes(6).toString('hex')}z`;
  const client: Client = { key, marker };
  const requests = Array.from({ length: random.chance(0.6) ? 1 : 1 + random.int(5) }, () =>
    makeRequest(random, client),
  );
  // Behind it all a request that makes the server close, so that nobody has to wait for silence.
  if (random.chance(0.7)) requests.push(closingRequest(client));
  let bytes: Buffer = Buffer.concat(requests);
  // A changed byte could turn an address into that of a stranger.
  const mayChange = !bytes.includes('Target-Url');
  if (mayChange && random.chance(0.25)) bytes = changeBytes(random, bytes);
  if (random.chance(0.08)) bytes = bytes.subarray(0, random.int(bytes.length + 1));
  const end = random.chance(0.85) ? 'read' : random.pick(['finish', 'reset'] as const);
  return { marker, pieces: split(random, bytes), end };
}

function makeRequest(random: Random, client: Client): Buffer {
  const { lines, bytes } = makeBody(random, client);
  const head = [makeRequestLine(random, client), ...makeHeaderLines(random, client)];
  for (const line of lines) head.splice(1 + random.int(head.length), 0, line);
  const newline = random.chance(0.97) ? '\r\n' : random.pick(['\n', '\r']);
  return Buffer.concat([Buffer.from(head.join(newline) + newline + newline, 'latin1'), bytes]);
}

function closingRequest({ key, marker }: Client): Buffer {
  return Buffer.from(
    `GET /v1/models HTTP/1.1\r\nHost: localhost\r\nHelicone-Auth: Bearer ${key}\r\nX-Marker: ${marker}\r\nConnection: close\r\n\r\n`,
  );
}

function changeBytes(random: Random, original: Buffer): Buffer {
  let bytes = Buffer.from(original);
  for (let times = 1 + random.int(4); times > 0; times -= 1) {
    const at = random.int(bytes.length);
    const parts: Buffer[] = random.pick([
      () => [bytes.subarray(0, at), random.bytes(1), bytes.subarray(at + 1)],
      () => [bytes.subarray(0, at), bytes.subarray(at + 1 + random.int(8))],
      () => [bytes.subarray(0, at), random.bytes(1 + random.int(8)), bytes.subarray(at)],
      () => [bytes.subarray(0, at), bytes.subarray(Math.max(0, at - random.int(200)))],
      () => [
        bytes.subarray(0, at),
        Buffer.from(random.pick(['\r\n', '\r\n\r\n', '\0', ':', ' ', '\n'])),
        bytes.subarray(at),
      ],
    ])();
    bytes = Buffer.concat(parts);
  }
  return bytes;
}

function split(random: Random, bytes: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  const count = random.chance(0.5) ? 1 : 1 + random.int(6);
  for (let at = 0, left = count; at < bytes.length; left -= 1) {
    const piece = left <= 1 ? bytes.subarray(at) : bytes.subarray(at, at + 1 + random.int(bytes.length));
    pieces.push(piece);
    at += piece.length;
  }
  return pieces;
}
