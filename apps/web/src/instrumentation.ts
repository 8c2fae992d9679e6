/** Called by Next once when the server starts, before the first request. */
export async function register(): Promise<void> {
  // eslint-disable-next-line no-restricted-properties -- Next puts the answer here when it builds, and drops what can't run on its edge runtime
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { prepareServer } = await import('./server/prepare-server.ts');
  await prepareServer();
}
