import { redirect } from 'next/navigation';
import { readHome } from '../features/shell/read-home.ts';

export default async function HomePage(): Promise<never> {
  redirect(await readHome());
}
