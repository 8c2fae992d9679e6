import { expect, it } from 'vitest';
import { readEvents } from './read-events.ts';

it.each([
  ['LF', 'data: {"a":1}\n\ndata: {"a":2}\n\n'],
  ['CRLF', 'data: {"a":1}\r\n\r\ndata: {"a":2}\r\n\r\n'],
  ['CR', 'data: {"a":1}\r\rdata: {"a":2}\r\r'],
  ['no space', 'data:{"a":1}\n\ndata:{"a":2}\n\n'],
  ['comments and other fields', ': hi\nid: 1\nevent: x\nretry: 5\ndata: {"a":1}\n\n:\n\ndata: {"a":2}\n\n'],
  ['data over several lines', 'data: {"a":\ndata: 1}\n\ndata: {"a":2}\n\n'],
  ['no blank line at the end', 'data: {"a":1}\n\ndata: {"a":2}'],
  ['a cut event', 'data: {"a":1}\n\ndata: {"a":2}\n\ndata: {"a":'],
  ['a byte order mark', '\uFEFFdata: {"a":0}\n\ndata: {"a":1}\n\ndata: {"a":2}\n\n'],
])('reads events with %s', (_, text) => {
  expect(readEvents(text).events.slice(-2)).toEqual([{ a: 1 }, { a: 2 }]);
});

it('knows the closing event', () => {
  expect(readEvents('data: {"a":1}\n\ndata: [DONE]\n\n')).toEqual({ events: [{ a: 1 }], done: true });
  expect(readEvents('data: {"a":1}\n\n').done).toBe(false);
});

it.each(['data: {nope}\n\n', 'nope\n'])(
  'gives up on a stream of %j, keeping what came before',
  (nonsense) => {
    const event = 'data: {"a":1}\n\n';
    expect(readEvents(`${event}${nonsense.repeat(200)}${event}`).events).toEqual([{ a: 1 }]);
    expect(readEvents(`${event}${nonsense.repeat(20)}\n${event}`).events).toHaveLength(2);
  },
);
