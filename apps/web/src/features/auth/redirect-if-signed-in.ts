import { redirect } from 'next/navigation';
import { readMe } from '../shell/read-me.ts';

/** Leads people who are signed in on to where they were going. */
export async function redirectIfSignedIn(next: string): Promise<void> {
  const { state } = await readMe();
  if (state === 'signed_in') redirect(next);
}
