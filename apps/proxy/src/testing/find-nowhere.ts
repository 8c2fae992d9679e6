import { once } from 'node:events';
import { createServer } from 'node:net';

/** The address of a port on which nothing listens. */
export async function findNowhere(): Promise<string> {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as { port: number };
  await new Promise((resolve) => closed.close(resolve));
  return `http://127.0.0.1:${port}`;
}
