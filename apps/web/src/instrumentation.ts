/** Called by Next once when the server starts, before the first request. */
export async function register(): Promise<void> {
  const { prepareServer } = await import('./server/prepare-server.ts');
  await prepareServer();
}
