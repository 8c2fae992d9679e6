import { headers } from 'next/headers';
import { webContext } from '../../context.ts';

/** Asks the REST API within this process, with the cookie of whoever opened the page. */
export async function askApi(path: string): Promise<{ status: number; ok: boolean; body: unknown }> {
  const { env, handleApi } = webContext();
  const cookie = (await headers()).get('cookie') ?? '';
  const response = await handleApi(new Request(`${env.webUrl}/api/v1${path}`, { headers: { cookie } }));
  const body: unknown = await response.json();
  return { status: response.status, ok: response.ok, body };
}
