import { z } from 'zod';

/** An answer of a provider as it is kept and served again. */
export interface Entry {
  /** The request that it answered first, and how long that took (ms). */
  requestId: string;
  latencyMs: number;
  /** When it was complete, ms since the epoch. */
  at: number;
  statusText: string;
  /** name, value, … as the provider sent them, without what concerned the first caller alone. */
  headers: string[];
  /** Whether its usage stays with us: the caller, and so everyone with the same request, didn't ask for it. */
  withheld: boolean;
  /** A stream in the pieces in which it came. */
  pieces: Buffer[];
}

const headSchema = z.object({
  version: z.literal(1),
  requestId: z.string(),
  latencyMs: z.number(),
  at: z.number(),
  statusText: z.string(),
  headers: z.array(z.string()),
  withheld: z.boolean(),
  lengths: z.array(z.number()),
});
const LENGTH_BYTES = 4;

/** The entry as bytes: length of the head, head as JSON, pieces. */
export function encodeEntry({ pieces, ...facts }: Entry): Buffer {
  const lengths = pieces.map(({ length }) => length);
  const head = Buffer.from(JSON.stringify({ version: 1, ...facts, lengths }));
  const length = Buffer.allocUnsafe(LENGTH_BYTES);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, ...pieces]);
}

/** Reads an entry; null where it is not one of this version's. */
export function decodeEntry(bytes: Buffer): Entry | null {
  if (bytes.length < LENGTH_BYTES) return null;
  let at = LENGTH_BYTES + bytes.readUInt32BE(0);
  if (at > bytes.length) return null;
  const { data } = headSchema.safeParse(parse(bytes.toString('utf8', LENGTH_BYTES, at)));
  if (data === undefined) return null;
  const { version: _, lengths, ...facts } = data;
  const pieces: Buffer[] = [];
  for (const length of lengths) {
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return at === bytes.length ? { ...facts, pieces } : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
