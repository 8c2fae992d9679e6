/** What is kept of a realtime session for its log record: events as JSON, audio left out, memory bounded. */
export interface SessionLog {
  /** A text message of the client or of the server. */
  fromClient(text: string): void;
  fromServer(text: string): void;
  /** Bytes that passed, messages or not. */
  passed(side: 'client' | 'server', bytes: number): void;
  /** When the first event with content came, as `now` tells it; null where none did. */
  readonly firstContentAt: number | null;
  /** The client's events as one JSON object. */
  request(model: string | null): SessionBody;
  /** The server's events as an event stream. */
  response(): SessionBody;
}

/** What one side said. */
export interface SessionBody {
  text: Buffer;
  /** Bytes on the wire. */
  bytes: number;
  /** Whether events are missing. */
  truncated: boolean;
}

/** Events that say what was used: kept whatever else has to go. */
const TELLS_USAGE =
  /"type"\s*:\s*"(?:response\.done|session\.(?:created|updated)|conversation\.item\.input_audio_transcription\.completed)"/;
/** Audio, in base64: thousands of times the size of what was said. */
const AUDIO = /("(?:audio|delta)"\s*:\s*")([A-Za-z0-9+/=]{200,})"/g;
/** Content on its way to the client. */
const CONTENT = /"type"\s*:\s*"response\.[a-z_.]*\.delta"/;
/** Deltas are repeated whole in the events that end them. */
const REPEATED = /"type"\s*:\s*"[a-z_.]*\.delta"/;
/** Of events that say what was used, beyond what `maxBytes` allows the others: an hour of turns. */
const USAGE_RESERVE_BYTES = 2 * 1024 * 1024;

interface Side {
  events: string[];
  keptBytes: number;
  bytes: number;
  truncated: boolean;
}

export function createSessionLog(maxBytes: number, now: () => number): SessionLog {
  const client: Side = { events: [], keptBytes: 0, bytes: 0, truncated: false };
  const server: Side = { events: [], keptBytes: 0, bytes: 0, truncated: false };
  let firstContentAt: number | null = null;

  function keep(side: Side, text: string, limit: number): void {
    const event = text.replace(
      AUDIO,
      (_whole, key: string, data: string) => `${key}[${data.length} characters of audio]"`,
    );
    if (!/^\s*\{/.test(event)) return;
    const bytes = Buffer.byteLength(event);
    if (side.keptBytes + bytes > limit) {
      side.truncated = true;
      return;
    }
    side.keptBytes += bytes;
    side.events.push(event.trim());
  }

  return {
    fromClient: (text) => keep(client, text, maxBytes),
    fromServer(text) {
      if (firstContentAt === null && CONTENT.test(text.slice(0, 500))) firstContentAt = now();
      if (REPEATED.test(text.slice(0, 500))) return;
      keep(server, text, TELLS_USAGE.test(text) ? maxBytes + USAGE_RESERVE_BYTES : maxBytes);
    },
    passed(side, bytes) {
      (side === 'client' ? client : server).bytes += bytes;
    },
    get firstContentAt() {
      return firstContentAt;
    },
    request: (model) =>
      body(client, `{"model":${JSON.stringify(model)},"events":[\n${client.events.join(',\n')}\n]}`),
    response: () =>
      body(server, server.events.map((event) => `data: ${event.replaceAll('\n', ' ')}\n\n`).join('')),
  };
}

function body({ bytes, truncated }: Side, text: string): SessionBody {
  return { text: Buffer.from(text), bytes, truncated };
}
