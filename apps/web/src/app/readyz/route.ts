import { webContext } from '../../context.ts';
import { checkReadiness } from '../../server/health/check-readiness.ts';

export const dynamic = 'force-dynamic';

/** 200 where everything the dashboard needs answers, else 503; names each dependency. */
export async function GET(): Promise<Response> {
  const readiness = await checkReadiness(webContext());
  return Response.json(readiness, {
    status: readiness.status === 'ok' ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}
