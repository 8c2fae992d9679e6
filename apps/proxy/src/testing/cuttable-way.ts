import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a TCP server that a test can cut and, on the same port, open again. */
export interface CuttableWay {
  url: string;
  cut(): Promise<void>;
  open(): Promise<void>;
}

export async function cuttableWay(target: URL): Promise<CuttableWay> {
  const sockets = new Set<Socket>();
  let server: Server;
  let port = 0;
  async function open(): Promise<void> {
    server = createServer((client) => {
      const through = connect(Number(target.port), target.hostname);
      for (const socket of [client, through]) {
        sockets.add(socket);
        socket.on('error', () => undefined);
      }
      client.pipe(through).pipe(client);
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    port = (server.address() as { port: number }).port;
  }
  await open();
  const url = new URL(target);
  url.port = String(port);
  return {
    url: url.href,
    open,
    async cut() {
      for (const socket of sockets) socket.destroy();
      sockets.clear();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
