import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { parseAnswers, type WireAnswer } from './parse-answers.ts';

/** A way to an HTTP server that notes what the server sends, byte for byte. */
export interface WireTap {
  url: string;
  /** The answers so far, in the order in which their connections were opened. */
  answers(): WireAnswer[];
  close(): Promise<void>;
}

export async function openWireTap(target: string): Promise<WireTap> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const ways: { bytes: Buffer[]; closed: boolean }[] = [];
  const server = createServer((client) => {
    const way = { bytes: [] as Buffer[], closed: false };
    ways.push(way);
    const through = connect(Number(port), hostname);
    through.on('data', (chunk) => way.bytes.push(chunk));
    through.on('close', () => {
      way.closed = true;
      client.destroySoon();
    });
    client.on('close', () => through.destroy());
    for (const socket of [client, through]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    client.pipe(through);
    through.pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers: () => ways.flatMap(({ bytes, closed }) => parseAnswers(Buffer.concat(bytes), { closed })),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
