import { z } from 'zod';
import { HeliographError } from '@heliograph/contracts/error-codes';

/** The last row of a page: the next page starts behind it. */
export interface RequestCursor {
  /** Milliseconds since the epoch. */
  createdAt: number;
  id: string;
}

const cursorSchema = z.tuple([z.number().int(), z.uuid()]);

/** The cursor as an opaque text for the API. */
export function encodeCursor({ createdAt, id }: RequestCursor): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');
}

/** Reads a cursor. Throws `invalid_request` where it isn't one of ours. */
export function decodeCursor(text: string): RequestCursor {
  try {
    const [createdAt, id] = cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return { createdAt, id };
  } catch (error) {
    throw new HeliographError(
      'invalid_request',
      'The cursor is not one this API gave out: pass nextCursor of the page before, unchanged.',
      { cause: error },
    );
  }
}
