import { headers } from 'next/headers';
import type { z } from 'zod';
import { apiErrorSchema, meSchema } from '@heliograph/contracts/api-schemas';
import { webContext } from '../../context.ts';

export type Me = z.infer<typeof meSchema>;

/** Whoever opened the page; `signed_out`, or `unavailable` with a message where that can't be told now. */
export type ReadMe =
  { state: 'signed_in'; me: Me } | { state: 'signed_out' } | { state: 'unavailable'; message: string };

/** Asks the REST API within this process, with the page's cookie. Never throws. */
export async function readMe(): Promise<ReadMe> {
  const { env, handleApi } = webContext();
  const cookie = (await headers()).get('cookie') ?? '';
  const response = await handleApi(new Request(`${env.webUrl}/api/v1/me`, { headers: { cookie } }));
  const body: unknown = await response.json();
  const me = meSchema.safeParse(body);
  if (response.ok && me.success) return { state: 'signed_in', me: me.data };
  // 403: the person is in no organization any more; signing in again makes one.
  if (response.status === 401 || response.status === 403) return { state: 'signed_out' };
  const failure = apiErrorSchema.safeParse(body);
  return {
    state: 'unavailable',
    message: failure.success ? failure.data.error.message : 'Something went wrong on our side. Try again.',
  };
}
