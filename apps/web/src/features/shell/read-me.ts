import type { z } from 'zod';
import { apiErrorSchema, meSchema } from '@heliograph/contracts/api-schemas';
import { askApi } from '../../server/http/ask-api.ts';

export type Me = z.infer<typeof meSchema>;

/** Whoever opened the page; `signed_out`, or `unavailable` with a message where that can't be told now. */
export type ReadMe =
  { state: 'signed_in'; me: Me } | { state: 'signed_out' } | { state: 'unavailable'; message: string };

/** Asks the REST API within this process, with the page's cookie. Never throws. */
export async function readMe(): Promise<ReadMe> {
  const { status, ok, body } = await askApi('/me');
  const me = meSchema.safeParse(body);
  if (ok && me.success) return { state: 'signed_in', me: me.data };
  // 403: the person is in no organization any more; signing in again makes one.
  if (status === 401 || status === 403) return { state: 'signed_out' };
  const failure = apiErrorSchema.safeParse(body);
  return {
    state: 'unavailable',
    message: failure.success ? failure.data.error.message : 'Something went wrong on our side. Try again.',
  };
}
