import { createServer } from 'node:net';
import { StackError } from './stack-error.ts';

/** Throws a StackError with one line that says what to do when the port of 127.0.0.1 is taken. */
export async function checkPort(port: number, name: string, variable: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is taken' : `cannot be used (${error.code})`;
      reject(
        new StackError(
          `Port ${port}, where the ${name} listens, ${why}: end what uses it, or set ${variable} to a free port.`,
        ),
      );
    });
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve()));
  });
}
