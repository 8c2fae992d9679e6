import { dashboardSummarySchema } from '@heliograph/contracts/dashboards';
import { z } from 'zod';
import { askApi } from '../../../server/http/ask-api.ts';

const listSchema = z.object({ items: z.array(dashboardSummarySchema) });

/** The id of the dashboard with which whoever opened the page begins; null for the overview, also where that can't be told now. Never throws. */
export async function readDefaultBoard(): Promise<string | null> {
  const list = listSchema.safeParse((await askApi('/dashboards')).body);
  return list.data?.items.find(({ isDefault }) => isDefault)?.id ?? null;
}
