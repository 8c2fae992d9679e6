import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRequestHead } from './request-head.ts';

const read = (text: string) => readRequestHead(Buffer.from(text, 'latin1'));
const lines = (...all: string[]): string => [...all, '', ''].join('\r\n');

describe('a plain request', () => {
  it('is read with its headers as they were sent', () => {
    const text = lines('POST /v1/chat?a=b HTTP/1.1', 'Host: h:1', 'X-A:  1\t', 'x-a: 2', 'Content-Length: 3');
    expect(read(`${text}abc`)).toEqual({
      method: 'POST',
      url: '/v1/chat?a=b',
      rawHeaders: ['Host', 'h:1', 'X-A', '1', 'x-a', '2', 'Content-Length', '3'],
      host: 'h:1',
      origin: undefined,
      contentLength: 3,
      keepAlive: true,
      end: text.length,
    });
  });

  it('may close the connection, name a page and have no body', () => {
    const head = read(lines('GET / HTTP/1.1', 'host: h', 'Connection: Close', 'Origin: https://a.example'));
    expect(head).toMatchObject({ keepAlive: false, origin: 'https://a.example', contentLength: null });
  });
});

describe('what is not plain is left to Node’s parser', () => {
  it.each([
    ['an unfinished head', 'GET / HTTP/1.1\r\nHost: h\r\n'],
    ['HTTP/1.0', lines('GET / HTTP/1.0', 'Host: h')],
    ['HEAD', lines('HEAD / HTTP/1.1', 'Host: h')],
    ['absolute form', lines('GET http://h/ HTTP/1.1', 'Host: h')],
    ['no Host', lines('GET / HTTP/1.1')],
    ['two Hosts', lines('GET / HTTP/1.1', 'Host: h', 'Host: h')],
    ['chunks', lines('POST / HTTP/1.1', 'Host: h', 'Transfer-Encoding: chunked')],
    [
      'length and chunks',
      lines('POST / HTTP/1.1', 'Host: h', 'Content-Length: 3', 'transfer-encoding: chunked'),
    ],
    ['two lengths', lines('POST / HTTP/1.1', 'Host: h', 'Content-Length: 3', 'Content-Length: 3')],
    ['a list of lengths', lines('POST / HTTP/1.1', 'Host: h', 'Content-Length: 3, 3')],
    ['a signed length', lines('POST / HTTP/1.1', 'Host: h', 'Content-Length: +3')],
    ['a hexadecimal length', lines('POST / HTTP/1.1', 'Host: h', 'Content-Length: 0x3')],
    ['Expect', lines('POST / HTTP/1.1', 'Host: h', 'Content-Length: 3', 'Expect: 100-continue')],
    ['Upgrade', lines('GET / HTTP/1.1', 'Host: h', 'Connection: Upgrade', 'Upgrade: websocket')],
    ['headers named in Connection', lines('GET / HTTP/1.1', 'Host: h', 'Connection: keep-alive, x-a')],
    ['a folded line', lines('GET / HTTP/1.1', 'Host: h', 'X-A: 1', ' 2')],
    ['a blank before the colon', lines('GET / HTTP/1.1', 'Host: h', 'X-A : 1')],
    ['a name that is none', lines('GET / HTTP/1.1', 'Host: h', 'X(A): 1')],
    ['a line without colon', lines('GET / HTTP/1.1', 'Host: h', 'X-A')],
    ['a bare LF', lines('GET / HTTP/1.1', 'Host: h\nX-A: 1')],
    ['a bare CR', lines('GET / HTTP/1.1', 'Host: h', 'X-A: 1\rX-B: 2')],
    ['NUL', lines('GET / HTTP/1.1', 'Host: h', 'X-A: 1\0')],
    ['a blank in the target', lines('GET /a b HTTP/1.1', 'Host: h')],
    ['two blanks', lines('GET  / HTTP/1.1', 'Host: h')],
    ['an empty line in front', `\r\n${lines('GET / HTTP/1.1', 'Host: h')}`],
    ['a very long head', lines('GET / HTTP/1.1', 'Host: h', `X-A: ${'a'.repeat(70_000)}`)],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'],
  ])('%s', (_what, text) => {
    expect(read(text)).toBeNull();
  });

  it('never throws, and never finds a header that has no line of its own', () => {
    const byte = fc.constantFrom(
      '\r',
      '\n',
      '\r\n',
      ':',
      ' ',
      '\t',
      'a',
      'Host',
      'Content-Length',
      '1',
      '\0',
      '\xff',
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 30 }), (parts) => {
        const text = `GET / HTTP/1.1\r\n${parts.join('')}\r\n\r\n`;
        const head = read(text);
        if (head === null) return;
        const inHead = text.slice(0, head.end - 4).split('\r\n');
        expect(head.rawHeaders.length / 2).toBe(inHead.length - 1);
        for (const value of head.rawHeaders) expect(value).not.toMatch(/[\r\n\0]/);
      }),
    );
  });
});
