import { describe, expect, it } from 'vitest';
import { InvalidAnswerError, readAnswerHead } from './answer-head.ts';

const read = (lines: string[], method = 'POST') =>
  readAnswerHead(lines.map((line) => `${line}\r\n`).join(''), method);

describe('the head of an answer', () => {
  it('keeps status, reason and headers as they were sent', () => {
    expect(read(['HTTP/1.1 200 OK', 'Content-Length: 5', 'X-A: 1', 'x-a:  2 '])).toEqual({
      status: 200,
      statusText: 'OK',
      headers: ['Content-Length', '5', 'X-A', '1', 'x-a', '2'],
      framing: { kind: 'length', bytes: 5 },
      keepAlive: true,
      keepAliveMs: null,
    });
  });

  it.each([
    [['HTTP/1.1 200 OK', 'Transfer-Encoding: Chunked'], 'POST', 'chunked', true],
    [['HTTP/1.1 200 OK'], 'POST', 'close', false],
    [['HTTP/1.0 200 OK', 'Content-Length: 1'], 'POST', 'length', false],
    [['HTTP/1.1 200', 'Content-Length: 0'], 'GET', 'none', true],
    [['HTTP/1.1 204 No Content'], 'GET', 'none', true],
    [['HTTP/1.1 304 Not Modified', 'Content-Length: 7'], 'GET', 'none', true],
    [['HTTP/1.1 200 OK', 'Content-Length: 7'], 'HEAD', 'none', true],
    [['HTTP/1.1 200 OK', 'Content-Length: 7', 'Connection: x, Close'], 'GET', 'length', false],
  ])('says where the body ends: %j to %s', (lines, method, kind, keepAlive) => {
    expect(read(lines, method)).toMatchObject({ framing: { kind }, keepAlive });
  });

  it('says how long the server keeps the connection', () => {
    const lines = ['HTTP/1.1 204 No Content', 'Keep-Alive: timeout=5, max=100'];
    expect(read(lines)).toMatchObject({ keepAliveMs: 5_000 });
  });

  it.each([
    [['HTTP/2 200 OK']],
    [['HTTP/1.1 20 OK']],
    [['ICY 200 OK']],
    [['HTTP/1.1 200 OK', 'Content-Length: 1', 'Content-Length: 1']],
    [['HTTP/1.1 200 OK', 'Content-Length: 1', 'Transfer-Encoding: chunked']],
    [['HTTP/1.1 200 OK', 'Transfer-Encoding: gzip, chunked']],
    [['HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', 'Transfer-Encoding: chunked']],
    [['HTTP/1.1 200 OK', 'Content-Length: -1']],
    [['HTTP/1.1 200 OK', 'X-A: 1', ' folded']],
    [['HTTP/1.1 200 OK', 'X A: 1']],
    [['HTTP/1.1 200 OK', 'X-A: 1\nX-B: 2']],
    [['HTTP/1.1 200 OK', 'X-A']],
  ])('that can be read in two ways is refused: %j', (lines) => {
    expect(() => read(lines)).toThrow(InvalidAnswerError);
  });
});
