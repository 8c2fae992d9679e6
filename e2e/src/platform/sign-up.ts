import type { Screens } from './looks.ts';

/** Makes an account as people do, signed in in every look; resolves with an API key of its organization. */
export async function signUp({ desk, shareSession }: Screens, webUrl: string, name: string): Promise<string> {
  const { page } = desk;
  const [first = 'somebody'] = name.toLowerCase().split(' ');
  await page.goto(`${webUrl}/sign-up`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('E-mail').fill(`${first}-${Date.now()}@example.com`);
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL('**/requests');
  await shareSession();
  const answer = await page.request.post(`${webUrl}/api/v1/keys`, { data: { name: 'Browser tests' } });
  return ((await answer.json()) as { key: string }).key;
}
