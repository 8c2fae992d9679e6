import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

export interface RealtimeProvider {
  url: string;
  /** The requests for connections, as they came. */
  readonly asked: readonly IncomingMessage[];
  /** The connections that are open. */
  readonly sockets: ReadonlySet<WebSocket>;
  stop(): Promise<void>;
}

/** Usage of every turn: the conversation again, mostly cached, and some audio. */
const usage = {
  total_tokens: 330,
  input_tokens: 230,
  output_tokens: 100,
  input_token_details: {
    text_tokens: 130,
    audio_tokens: 100,
    image_tokens: 0,
    cached_tokens: 64,
    cached_tokens_details: { text_tokens: 40, audio_tokens: 24, image_tokens: 0 },
  },
  output_token_details: { text_tokens: 30, audio_tokens: 70 },
};

/**
 * A server that speaks OpenAI's Realtime protocol as far as a conversation needs: it greets, answers `response.create`
 * with text and audio, transcribes what was appended, and echoes binary messages. A key `invalid` is refused.
 */
export async function startRealtimeProvider(): Promise<RealtimeProvider> {
  const asked: IncomingMessage[] = [];
  const sockets = new Set<WebSocket>();
  const server = createServer((_req, res) => res.writeHead(404).end());
  const sessions = new WebSocketServer({ noServer: true, perMessageDeflate: true });
  server.on('upgrade', (req, socket, head) => {
    asked.push(req);
    if (req.headers.authorization === 'Bearer invalid') {
      const body = '{"error":{"message":"Incorrect API key","type":"invalid_request_error"}}';
      const length = Buffer.byteLength(body);
      socket.end(
        `HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nX-Request-Id: req_1\r\nContent-Length: ${length}\r\n\r\n${body}`,
      );
      return;
    }
    sessions.handleUpgrade(req, socket, head, (session) => {
      sockets.add(session);
      session.once('close', () => sockets.delete(session));
      const model = new URL(req.url ?? '/', 'http://x').searchParams.get('model');
      converse(session, model ?? 'gpt-realtime');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    sockets,
    async stop() {
      for (const session of sockets) session.terminate();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function converse(session: WebSocket, model: string): void {
  const send = (event: object): void => session.send(JSON.stringify(event));
  const transcription = { model: 'gpt-4o-mini-transcribe' };
  const described = { id: 'sess_1', object: 'realtime.session', model, audio: { input: { transcription } } };
  send({ type: 'session.created', session: described });
  session.on('message', (data: Buffer, isBinary) => {
    if (isBinary) return session.send(data);
    const event = JSON.parse(data.toString()) as { type: string };
    if (event.type === 'input_audio_buffer.commit') {
      send({
        type: 'conversation.item.input_audio_transcription.completed',
        transcript: 'Which city?',
        usage: {
          type: 'tokens',
          input_tokens: 14,
          input_token_details: { text_tokens: 0, audio_tokens: 14 },
          output_tokens: 4,
          total_tokens: 18,
        },
      });
    }
    if (event.type !== 'response.create') return;
    send({ type: 'response.created', response: { id: 'resp_1', status: 'in_progress' } });
    send({ type: 'response.output_audio.delta', delta: 'AAAA'.repeat(4_000) });
    send({ type: 'response.output_audio_transcript.delta', delta: 'Oslo.' });
    const content = [{ type: 'output_audio', transcript: 'Oslo.' }];
    const output = [{ type: 'message', role: 'assistant', content }];
    send({ type: 'response.done', response: { id: 'resp_1', status: 'completed', output, usage } });
  });
}
