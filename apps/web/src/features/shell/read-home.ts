import { z } from 'zod';
import { askApi } from '../../server/http/ask-api.ts';
import { authPath } from '../auth/safe-next.ts';
import { allTime } from '../time-range/time-range.ts';

const foundSchema = z.object({ items: z.array(z.unknown()) });

/**
 * Where whoever came for no page in particular goes: to the dashboard once there is something on it, else to the requests,
 * where it is said how to send the first one; to the sign-in without a session. Never throws.
 */
export async function readHome(): Promise<string> {
  const { status, body } = await askApi('/requests/query', { timeRange: allTime(new Date()), limit: 1 });
  if (status === 401 || status === 403) return authPath('/sign-in', '/');
  const found = foundSchema.safeParse(body);
  return found.success && found.data.items.length > 0 ? '/dashboard' : '/requests';
}
