import type { z } from 'zod';
import { HeliographError } from '@heliograph/contracts/error-codes';

/** The place behind a page's last row, as an opaque text for the API. */
export function encodeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Reads a cursor. Throws `invalid_request` where it isn't one that this list gave out. */
export function decodeCursor<T>(text: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch (error) {
    throw new HeliographError(
      'invalid_request',
      'The cursor is not one this list gave out: pass nextCursor of the page before, unchanged, in the same order.',
      { cause: error },
    );
  }
}
