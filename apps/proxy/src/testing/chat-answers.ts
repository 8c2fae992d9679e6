import type { IncomingMessage, ServerResponse } from 'node:http';

/** The words of a request to a chat model, as sent. */
export const chatBody = (content: string, more: object = {}): string =>
  JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content }], ...more });

const chatUsage = { prompt_tokens: 12, completion_tokens: 8, total_tokens: 20 };

/** A chat model's plain answer with its usage. */
export const chatAnswer = (content: string): string =>
  JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model: 'gpt-4o-mini-2024-07-18',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
    usage: chatUsage,
  });

/** Answers as OpenAI does, with a different text each time. */
export function answerChat(): (req: IncomingMessage, res: ServerResponse, body: Buffer) => void {
  let calls = 0;
  return (_req, res, body) => {
    calls += 1;
    if (body.includes('"stream":true')) streamChat(res, `answer ${calls}`, body);
    else {
      res.writeHead(200, { 'content-type': 'application/json', 'x-request-id': `req_${calls}` });
      res.end(chatAnswer(`answer ${calls}`));
    }
  };
}

/** The events of a chat stream; usage only where it was asked for. */
export function chatEvents(text: string, withUsage: boolean): string[] {
  const chunk = (delta: object, finish: string | null, usage: object | null = null, choices = true): string =>
    `data: ${JSON.stringify({
      id: 'chatcmpl-1',
      object: 'chat.completion.chunk',
      model: 'gpt-4o-mini-2024-07-18',
      choices: choices ? [{ index: 0, delta, finish_reason: finish }] : [],
      ...(withUsage ? { usage } : {}),
    })}\n\n`;
  return [
    chunk({ role: 'assistant', content: '' }, null),
    ...text.split(' ').map((word) => chunk({ content: `${word} ` }, null)),
    chunk({}, 'stop'),
    ...(withUsage ? [chunk({}, null, chatUsage, false)] : []),
    'data: [DONE]\n\n',
  ];
}

function streamChat(res: ServerResponse, text: string, body: Buffer): void {
  res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  const events = chatEvents(text, body.includes('"include_usage":true'));
  const next = (): void => {
    const event = events.shift();
    if (event === undefined) res.end();
    else res.write(event, () => setImmediate(next));
  };
  next();
}
