import type { Client } from './make-head.ts';
import type { Random } from './random.ts';

/** A body and the header lines that frame it, rightly or not. */
export interface FramedBody {
  lines: string[];
  bytes: Buffer;
}

export function makeBody(random: Random, client: Client): FramedBody {
  const body = makeContent(random, client);
  if (random.chance(0.6)) return { lines: [`Content-Length: ${body.length}`], bytes: body };
  if (random.chance(0.5)) return { lines: ['Transfer-Encoding: chunked'], bytes: chunked(random, body) };
  const { length } = body;
  const lines = random.pick<string[]>([
    [],
    [`Content-Length: ${length + 1 + random.int(100)}`],
    [`Content-Length: ${random.int(length + 1)}`],
    [`Content-Length: ${length}`, `Content-Length: ${length}`],
    [`Content-Length: ${length}`, `Content-Length: ${random.int(length + 1)}`],
    [`Content-Length: ${length}, ${length}`],
    [`Content-Length: +${length}`],
    [`Content-Length: -${length}`],
    [`Content-Length: 0x${length.toString(16)}`],
    [`Content-Length: ${length}e0`],
    ['Content-Length: 99999999999999999999999'],
    ['Content-Length:'],
    [`Content-Length: ${length}`, 'Transfer-Encoding: chunked'],
    ['Transfer-Encoding: chunked', `Content-Length: ${length}`],
    ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'],
    ['Transfer-Encoding: identity, chunked'],
    ['Transfer-Encoding: chunked, identity'],
    ['Transfer-Encoding: xchunked', `Content-Length: ${length}`],
    ['Transfer-Encoding : chunked', `Content-Length: ${length}`],
    ['Transfer-Encoding:\x0bchunked', `Content-Length: ${length}`],
    ['Transfer-Encoding:\r\n chunked'],
    ['Transfer-Encoding: "chunked"'],
    [`X: y\nContent-Length: 0`, 'Transfer-Encoding: chunked'],
  ]);
  return { lines, bytes: random.chance(0.5) ? body : chunked(random, body) };
}

function makeContent(random: Random, { key, marker }: Client): Buffer {
  const chat = { model: 'gpt-4o', messages: [{ role: 'user', content: marker }] };
  const smuggled = `POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nHelicone-Auth: Bearer ${key}\r\nX-Marker: ${marker}\r\nContent-Length: 0\r\n\r\n`;
  return random.pick([
    () => Buffer.from(JSON.stringify(chat)),
    () => Buffer.from(JSON.stringify({ ...chat, stream: true })),
    () =>
      Buffer.from(
        `{"stream":true,"stream_options":${random.pick(['null', '{}', '[', '"'])},"m":"${marker}"}`,
      ),
    () => Buffer.from(JSON.stringify(chat).slice(0, random.int(60))),
    () => Buffer.alloc(0),
    () => random.bytes(random.int(2_000)),
    () => Buffer.from('['.repeat(1 + random.int(20_000))),
    () => Buffer.from(`{"model":"${'m'.repeat(random.int(300_000))}"}`),
    () => Buffer.from(smuggled, 'latin1'),
    () => Buffer.from(`0\r\n\r\n${smuggled}`, 'latin1'),
  ])();
}

/** Chunked coding, at times a damaged one. */
function chunked(random: Random, body: Buffer): Buffer {
  const damaged = random.chance(0.3);
  const odd = (good: string, bad: readonly [string, ...string[]]): string =>
    damaged && random.chance(0.3) ? random.pick(bad) : good;
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length;) {
    const piece = body.subarray(at, at + 1 + random.int(body.length));
    at += piece.length;
    const hex = piece.length.toString(16);
    const size = odd(hex, [
      `${hex};ext=${'e'.repeat(random.int(20_000))}`,
      `0x${hex}`,
      `-${hex}`,
      ` ${hex}`,
      `${hex}\0`,
      'fffffffffffffffff',
      '',
      `0${hex}`,
    ]);
    parts.push(Buffer.from(size + odd('\r\n', ['\n', '\r', '\r\r\n']), 'latin1'), piece);
    parts.push(Buffer.from(odd('\r\n', ['\n', '', 'XX', '\r']), 'latin1'));
  }
  parts.push(
    Buffer.from(
      odd('0\r\n\r\n', [
        '0\n\n',
        '0\r\nX-T: 1\r\n\r\n',
        '0\r\nContent-Length: 5\r\n\r\n',
        '',
        '00\r\n\r\n',
        '0;x\r\n\r\n',
      ]),
      'latin1',
    ),
  );
  return Buffer.concat(parts);
}
