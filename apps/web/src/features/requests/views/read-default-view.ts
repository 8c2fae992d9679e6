import type { SavedView } from '@heliograph/contracts/saved-views';
import { savedViewSchema } from '@heliograph/contracts/saved-views';
import { headers } from 'next/headers';
import { z } from 'zod';
import { webContext } from '../../../context.ts';

const listSchema = z.object({ items: z.array(savedViewSchema) });

/** The view with which whoever opened the page begins; null for none, also where that can't be told now. Never throws. */
export async function readDefaultView(): Promise<SavedView | null> {
  const { env, handleApi } = webContext();
  const cookie = (await headers()).get('cookie') ?? '';
  const response = await handleApi(new Request(`${env.webUrl}/api/v1/views`, { headers: { cookie } }));
  const list = listSchema.safeParse(await response.json());
  return list.data?.items.find(({ isDefault }) => isDefault) ?? null;
}
