import { expect, it } from 'vitest';
import { parseAnswers } from './parse-answers.ts';

const parse = (text: string, options?: { closed?: boolean; maybeHead?: boolean }) =>
  parseAnswers(Buffer.from(text, 'latin1'), options).map((answer) => ({
    ...answer,
    body: answer.body.toString('latin1'),
  }));

it('takes several answers on one connection apart', () => {
  const text =
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab' +
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n';
  expect(parse(text)).toEqual([
    { status: 100, headers: [], body: '', complete: true },
    { status: 200, headers: [['Content-Length', '2']], body: 'ab', complete: true },
    { status: 200, headers: [['Transfer-Encoding', 'chunked']], body: 'abcd', complete: true },
  ]);
});

it('says what is not complete', () => {
  expect(parse('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab')).toMatchObject([{ complete: false }]);
  expect(parse('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab')).toMatchObject([
    { complete: false, body: 'ab' },
  ]);
  expect(parse('HTTP/1.1 400 Bad Request\r\n\r\n', { closed: true })).toMatchObject([{ complete: true }]);
  expect(parse('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n', { maybeHead: true })).toMatchObject([
    { complete: true },
  ]);
  const headThenGet =
    'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na';
  expect(parse(headThenGet, { maybeHead: true })).toMatchObject([{ body: '' }, { body: 'a' }]);
});

it.each([
  'nonsense\r\n\r\n',
  'HTTP/1.1 200 OK\r\nBad Name: 1\r\n\r\n',
  'HTTP/1.1 200 OK\r\nA: b\nc\r\n\r\n',
  'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
  'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabcd\r\n\r\n',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n',
])('refuses %j', (text) => {
  expect(() => parse(text)).toThrow('not valid HTTP/1.1');
});
