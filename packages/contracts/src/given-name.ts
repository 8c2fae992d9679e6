import { z } from 'zod';

/** A name that somebody gives: what is said where it is missing, and how many characters it may have. */
export function givenName(missing: string, most = 80): z.ZodString {
  return z
    .string()
    .trim()
    .min(1, missing)
    .max(most, `A name has at most ${most} characters`)
    .regex(/^\P{Cc}*$/u, 'A name has no control characters');
}
