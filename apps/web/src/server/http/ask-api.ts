import { headers } from 'next/headers';
import { webContext } from '../../context.ts';

/** Asks the REST API within this process, with the cookie of whoever opened the page; with a body as POST. */
export async function askApi(
  path: string,
  question?: unknown,
): Promise<{ status: number; ok: boolean; body: unknown }> {
  const { env, handleApi } = webContext();
  const cookie = (await headers()).get('cookie') ?? '';
  const url = `${env.webUrl}/api/v1${path}`;
  const response = await handleApi(
    question === undefined
      ? new Request(url, { headers: { cookie } })
      : new Request(url, {
          method: 'POST',
          headers: { cookie, origin: env.webUrl, 'content-type': 'application/json' },
          body: JSON.stringify(question),
        }),
  );
  const body: unknown = await response.json();
  return { status: response.status, ok: response.ok, body };
}
