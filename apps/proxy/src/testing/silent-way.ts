import { connect, createServer, type Socket } from 'node:net';

/** A way to a TCP server that a test can make say nothing for a while, as a process that hangs does. */
export interface SilentWay {
  url: string;
  /** From now on nothing comes back; what is asked still arrives. */
  silence(): void;
  /** What was held back comes, and everything after it. */
  speak(): void;
  close(): Promise<void>;
}

export async function silentWay(target: URL): Promise<SilentWay> {
  const sockets = new Set<Socket>();
  const answers = new Set<Socket>();
  let silent = false;
  const server = createServer((client) => {
    const through = connect(Number(target.port), target.hostname);
    for (const socket of [client, through]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => [sockets, answers].forEach((set) => set.delete(socket)));
    }
    answers.add(through);
    client.pipe(through);
    through.on('data', (chunk: Buffer) => client.write(chunk)).on('end', () => client.end());
    if (silent) through.pause();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.port = String((server.address() as { port: number }).port);
  return {
    url: url.href,
    silence() {
      silent = true;
      for (const socket of answers) socket.pause();
    },
    speak() {
      silent = false;
      for (const socket of answers) socket.resume();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
