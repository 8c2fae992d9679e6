import { type SavedView, savedViewSchema } from '@heliograph/contracts/saved-views';
import { z } from 'zod';
import { askApi } from '../../../server/http/ask-api.ts';

const listSchema = z.object({ items: z.array(savedViewSchema) });

/** The view with which whoever opened the page begins; null for none, also where that can't be told now. Never throws. */
export async function readDefaultView(): Promise<SavedView | null> {
  const list = listSchema.safeParse((await askApi('/views')).body);
  return list.data?.items.find(({ isDefault }) => isDefault) ?? null;
}
