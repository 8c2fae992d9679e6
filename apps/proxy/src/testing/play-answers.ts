import type { ServerResponse } from 'node:http';
import type { TestUpstream } from './start-upstream.ts';

/** What a provider does with one call. */
export type PlayedAnswer = (res: ServerResponse, body: Buffer) => void;

/** Has an upstream answer its next calls in this order; those behind the last one get the last one's. */
export function playAnswers(upstream: TestUpstream, answers: readonly PlayedAnswer[]): void {
  let next = 0;
  upstream.seen.length = 0;
  upstream.answer((_req, res, body) => {
    const answer = answers[Math.min(next++, answers.length - 1)];
    answer?.(res, body);
  });
}

/** A JSON answer. */
export function answerWith(
  status: number,
  json: unknown = {},
  headers: Record<string, string> = {},
): PlayedAnswer {
  return (res) => {
    const body = typeof json === 'string' ? json : JSON.stringify(json);
    res.writeHead(status, {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      ...headers,
    });
    res.end(body);
  };
}

/** Closes the connection without a word. */
export const hangUp: PlayedAnswer = (res) => res.destroy();

/** Sends these pieces of an event stream, then what `then` does; ends it by default. */
export function streamOf(
  pieces: readonly string[],
  then: (res: ServerResponse) => void = (res) => res.end(),
): PlayedAnswer {
  return (res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    res.flushHeaders();
    const send = (index: number): void => {
      const piece = pieces[index];
      if (piece === undefined) return then(res);
      res.write(piece, () => setImmediate(send, index + 1));
    };
    send(0);
  };
}
