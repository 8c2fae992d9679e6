import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { guardedConnector, type Resolver } from './guarded-connector.ts';
import { isPrivateName } from './private-addresses.ts';

/** Stand-ins: the first is the public server, the second the private one. */
const PUBLIC = '127.0.0.1';
const PRIVATE = '127.0.0.2';
const isPrivate = (address: string): boolean => address !== PUBLIC;

let server: Server;
const reached: string[] = [];

beforeAll(async () => {
  server = createServer((socket) => {
    reached.push(socket.localAddress ?? '');
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

/** A name server that gives these answers, one after the other. */
function answering(answers: string[][]): { resolve: Resolver; asked(): number } {
  let asked = 0;
  return {
    asked: () => asked,
    resolve(_hostname, _options, callback) {
      const addresses = answers[asked++] ?? [];
      callback(
        null,
        addresses.map((address): LookupAddress => ({ address, family: 4 })),
      );
    },
  };
}

function connect(resolve: Resolver): Promise<Socket> {
  const connector = guardedConnector({ timeout: 1_000 }, { resolve, isPrivate });
  const port = String((server.address() as { port: number }).port);
  const target = { hostname: 'llm.example.com', protocol: 'http:', port };
  return new Promise((done, fail) => {
    connector({ ...target, host: target.hostname }, (error, socket) => {
      if (error === null) done(socket);
      else fail(error);
    });
  });
}

it('DNS rebinding: the address that was checked is the address that is called', async () => {
  const names = answering([[PUBLIC], [PRIVATE], [PRIVATE]]);
  await connect(names.resolve);
  await expect.poll(() => reached).toEqual([PUBLIC]);
  expect(names.asked()).toBe(1);
});

it('DNS rebinding: a name that has become private is refused with the next connection', async () => {
  const names = answering([[PUBLIC], [PRIVATE]]);
  await connect(names.resolve);
  await expect(connect(names.resolve)).rejects.toMatchObject({ code: 'target_not_allowed' });
});

it('DNS rebinding: one private address among public ones is enough to refuse', async () => {
  const names = answering([[PUBLIC, PRIVATE]]);
  await expect(connect(names.resolve)).rejects.toMatchObject({ code: 'target_not_allowed' });
});

it.each([
  'metadata.google.internal',
  'METADATA.google.internal.',
  'metadata',
  'instance-data.ec2.internal',
  'localhost',
  'localhost.',
  'x.localhost',
  'printer.local',
  'router.home.arpa',
  'redis',
])('%s is no public name', (name) => {
  expect(isPrivateName(name)).toBe(true);
});

it.each(['api.openai.com', 'llm.example.com', 'internal.example.com', 'local.ai', 'localhost.example.com'])(
  '%s may be one',
  (name) => {
    expect(isPrivateName(name)).toBe(false);
  },
);
