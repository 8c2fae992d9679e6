import { z } from 'zod';

/** A page of a list: how long it is, and where it begins. */
export const pageShape = {
  limit: z.number().int().min(1).max(1000).default(50),
  cursor: z.string().max(2_000).optional().describe('nextCursor of the page before'),
};

export const directionSchema = z.enum(['desc', 'asc']).default('desc');

export const nextCursorSchema = z.string().nullable().describe('null on the last page');
