import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { v7 as uuid } from 'uuid';

/** A call to the proxy whose client can go away. */
export interface LeavingCall {
  id: string;
  /** The first piece of the body. */
  answerBegins: Promise<string>;
  answer: Promise<{ status: number; headers: Record<string, unknown>; text: string; error: unknown }>;
  leave(): void;
}

/** Asks a chat model through the cache, on a connection of its own. */
export function startCall(url: string, body: string, headers: Record<string, string>): LeavingCall {
  const id = uuid();
  const req = request(`${url}/v1/chat/completions`, {
    method: 'POST',
    agent: false,
    headers: {
      'Helicone-Cache-Enabled': 'true',
      'Helicone-Request-Id': id,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...headers,
    },
  });
  let begin: (piece: string) => void = () => undefined;
  const answerBegins = new Promise<string>((resolve) => {
    begin = resolve;
  });
  const answer = once(req, 'response').then(
    async ([res]: IncomingMessage[]) => {
      if (res === undefined) throw new Error('No response');
      let text = '';
      let error: unknown = null;
      try {
        for await (const chunk of res) {
          text += String(chunk);
          begin(text);
        }
      } catch (thrown) {
        error = thrown;
      }
      return { status: res.statusCode ?? 0, headers: res.headers, text, error };
    },
    (error: unknown) => ({ status: 0, headers: {}, text: '', error }),
  );
  req.end(body);
  return { id, answerBegins, answer, leave: () => req.destroy() };
}
