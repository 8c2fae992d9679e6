/** Called by Next once per server process, before the first request. */
export async function register(): Promise<void> {
  // The name must stand here literally: Next drops the branch from bundles for other runtimes.
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { prepareServer } = await import('./server/prepare-server.ts');
  await prepareServer();
}
