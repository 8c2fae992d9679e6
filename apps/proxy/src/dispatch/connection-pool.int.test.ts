import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { buildConnector } from 'undici';
import { eventually } from '@heliograph/stack/testing/eventually';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnswerReceiver } from './call-upstream.ts';
import { type ConnectionPool, createConnectionPool } from './connection-pool.ts';
import { onread } from './upstream-connection.ts';
import { wireHead } from './wire-head.ts';

/** A server that answers each request with the next of `answers`, byte for byte, on the connection it came on. */
let server: Server;
let sockets: Socket[];
let answers: ((socket: Socket) => void)[];
let origin: string;
let pool: ConnectionPool;

beforeEach(async () => {
  sockets = [];
  answers = [];
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      if (data.includes('\r\n\r\n')) answers.shift()?.(socket);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  pool = makePool();
});
afterEach(() => {
  pool.destroy();
  for (const socket of sockets) socket.destroy();
  server.close();
});

function makePool(): ConnectionPool {
  const connect = buildConnector({ timeout: 1_000, onread });
  return createConnectionPool(origin, { connect, headersMs: 60_000, idleMs: 60_000, keepAliveMs: 20_000 });
}
const bytes =
  (...pieces: string[]) =>
  (socket: Socket): void => {
    for (const piece of pieces) socket.write(piece);
  };

interface Outcome {
  status: number;
  headers: string[];
  body: string;
  error: unknown;
}

/** Makes a GET; resolves when it is over. */
function get(use: (receiver: Partial<AnswerReceiver>) => void = () => undefined): Promise<Outcome> {
  return new Promise((resolve) => {
    const outcome: Outcome = { status: 0, headers: [], body: '', error: null };
    const receiver: AnswerReceiver = {
      onSend: () => undefined,
      onHead(status, _text, headers) {
        Object.assign(outcome, { status, headers });
      },
      onData(chunk) {
        outcome.body += chunk.toString('latin1');
        return true;
      },
      onComplete: () => resolve(outcome),
      onError: (error) => resolve({ ...outcome, error }),
    };
    use(receiver);
    const head = wireHead('GET', '/a', origin, [], null);
    pool.call({ method: 'GET', head, body: null, timed: true }, receiver);
  });
}

describe('connections to a server', () => {
  it('are used again after a whole answer, and one at a time', async () => {
    answers = [bytes('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1'), bytes('HTTP/1.1 204 No\r\n\r\n')];
    expect(await get()).toMatchObject({ status: 200, body: '1' });
    expect(await get()).toMatchObject({ status: 204, body: '' });
    expect(sockets).toHaveLength(1);
    answers = ['a', 'b'].map((body) => bytes(`HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n${body}`));
    expect((await Promise.all([get(), get()])).map(({ body }) => body).sort()).toEqual(['a', 'b']);
    expect(sockets).toHaveLength(2);
  });

  it.each([
    ['says that it closes', 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\n1'],
    ['sends more than the answer', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1HTTP/1.1 200 OK\r\n\r\n'],
    ['closes within the second', 'HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 1\r\n\r\n1'],
    ['speaks HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\n1'],
  ])('are not used again where the server %s', async (_what, text) => {
    answers = [bytes(text), bytes('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n2')];
    expect(await get()).toMatchObject({ body: '1', error: null });
    expect(await get()).toMatchObject({ body: '2', error: null });
    expect(sockets).toHaveLength(2);
  });

  it('on which something comes that nobody asked for are not used again', async () => {
    answers = [bytes('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1'), bytes('HTTP/1.1 204 No\r\n\r\n')];
    await get();
    const closed = once(sockets[0] as Socket, 'close');
    sockets[0]?.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil');
    await closed;
    expect(await get()).toMatchObject({ status: 204, body: '' });
    expect(sockets).toHaveLength(2);
  });

  it('that the server closes while they lie idle are not used again', async () => {
    answers = [bytes('HTTP/1.1 204 No\r\n\r\n'), bytes('HTTP/1.1 204 No\r\n\r\n')];
    await get();
    const closed = once(sockets[0] as Socket, 'close');
    sockets[0]?.end();
    await closed;
    expect(await get()).toMatchObject({ status: 204, error: null });
  });

  it('that lie idle for too long are closed', async () => {
    answers = [bytes('HTTP/1.1 204 No\r\n\r\n')];
    await get();
    const closed = once(sockets[0] as Socket, 'close');
    expect(pool.sweep(performance.now() + 19_000)).toBe(1);
    pool.sweep(performance.now() + 21_000);
    await closed;
    await eventually(() => expect(pool.sweep(performance.now())).toBe(0));
  });
});

describe('an answer', () => {
  it('in any pieces is the same, announcements before it aside', async () => {
    const text =
      'HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\nX-A: 1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n';
    for (const size of [1, 2, 3, 7, 50, 500]) {
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
        text.slice(i * size, (i + 1) * size),
      );
      answers = [
        (socket) => {
          socket.setNoDelay(true);
          const send = (): void => {
            const piece = pieces.shift();
            if (piece !== undefined) socket.write(piece, () => setImmediate(send));
          };
          send();
        },
      ];
      const { status, headers, body } = await get();
      expect({ status, headers, body }).toEqual({
        status: 200,
        headers: ['X-A', '1', 'Transfer-Encoding', 'chunked'],
        body: 'ab',
      });
    }
    expect(sockets).toHaveLength(1);
  });

  it('without a length ends with its connection', async () => {
    answers = [(socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nall of it')];
    expect(await get()).toMatchObject({ body: 'all of it', error: null });
  });

  it.each([
    ['before its head', ''],
    ['within its head', 'HTTP/1.1 200 OK\r\nX'],
    ['within its body', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1'],
    ['within its chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n1'],
  ])('that breaks off %s is an error', async (_what, text) => {
    answers = [(socket) => socket.end(text)];
    expect((await get()).error).toMatchObject({ code: 'UND_ERR_SOCKET' });
  });

  it.each(['nonsense\r\n\r\n', 'HTTP/1.1 101 Go\r\n\r\n', 'HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n'])(
    'that isn’t HTTP is an error: %j',
    async (text) => {
      answers = [bytes(text)];
      expect((await get()).error).toMatchObject({ code: 'HPE_INVALID_ANSWER' });
      await eventually(() => expect(sockets[0]?.destroyed).toBe(true));
    },
  );

  it('with an endless head is an error', async () => {
    answers = [bytes(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(300_000)}`)];
    expect((await get()).error).toMatchObject({ code: 'UND_ERR_HEADERS_OVERFLOW' });
  });
});

it('a pool that closes lets running calls end', async () => {
  let finish = (): void => undefined;
  answers = [
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n1');
      finish = () => socket.write('2');
    },
  ];
  const call = get((receiver) => {
    const { onHead } = receiver;
    receiver.onHead = (...args) => {
      onHead?.(...args);
      pool.close();
      finish();
    };
  });
  expect(await call).toMatchObject({ body: '12', error: null });
  await eventually(() => expect(sockets[0]?.destroyed).toBe(true));
});
