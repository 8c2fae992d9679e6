import { connect, type Socket } from 'node:net';

/** A raw answer: exactly the bytes that came. */
export interface RawAnswer {
  status: number;
  /** Name, value, … in the order they came. */
  headers: string[];
  body: Buffer;
}

/** Sends bytes as they are and reads until the server closes the connection or the answer is complete. */
export async function sendRaw(port: number, bytes: string | Buffer): Promise<RawAnswer> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  try {
    socket.write(bytes, 'latin1');
    await new Promise<void>((resolve, reject) => {
      socket.on('data', (chunk) => {
        chunks.push(chunk);
        if (isComplete(Buffer.concat(chunks))) resolve();
      });
      socket.on('close', resolve);
      socket.on('error', reject);
    });
  } finally {
    socket.destroy();
  }
  return parseRaw(Buffer.concat(chunks));
}

/** An open connection on which a test reads pieces as they arrive. */
export function openRaw(port: number): { socket: Socket; received(): string } {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  return { socket, received: () => text };
}

function parseRaw(bytes: Buffer): RawAnswer {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) throw new Error(`No complete header in ${JSON.stringify(bytes.toString('latin1'))}`);
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const headers = lines.flatMap((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  return { status: Number(statusLine.split(' ')[1]), headers, body: bytes.subarray(end + 4) };
}

function isComplete(bytes: Buffer): boolean {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return false;
  const head = bytes.toString('latin1', 0, end);
  if (/^HTTP\/1\.1 100/.test(head)) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return bytes.length >= end + 4 + Number(length);
  return (
    /\r\ntransfer-encoding: *chunked/i.test(head) && bytes.subarray(-5).toString('latin1') === '0\r\n\r\n'
  );
}
