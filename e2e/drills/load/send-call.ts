import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

export interface Call {
  /** What the request is logged under. */
  id: string;
  path: string;
  body: string;
  headers: Record<string, string>;
  /** What the last bytes of a whole answer hold. */
  ending: string;
}

export interface CallResult {
  /** Whether the whole answer arrived: the moment from which on its record may not be lost. */
  completed: boolean;
  status: number | null;
  /** Why it isn't complete; null where it is. */
  failure: string | null;
  /** How often a connection was refused before one was had. */
  refused: number;
}

/** Pause of a client before it connects anew where nobody listens. */
const RECONNECT_MS = 50;
/** A client gives up where nothing comes for so long: what it was handed to may have died in that moment. */
const PATIENCE_MS = 60_000;
/** What is kept of an answer to find its ending in. */
const TAIL_CHARACTERS = 200;

/**
 * Sends a call as a client behind a load balancer does: where a connection is refused, nothing was sent, and the next
 * address is tried. Anything that goes wrong later is a failed request; it is not repeated. Never rejects.
 */
export async function sendCall(
  call: Call,
  agent: http.Agent,
  addresses: () => string[],
  turn: number,
  signal: AbortSignal,
): Promise<CallResult> {
  for (let refused = 0; ; refused += 1) {
    const choice = addresses();
    const address = choice[(turn + refused) % choice.length] ?? '';
    const result = await exchange(call, agent, address);
    if (result.failure !== 'ECONNREFUSED') return { ...result, refused };
    if (signal.aborted) return { ...result, refused };
    if (refused % choice.length === choice.length - 1) await wait(RECONNECT_MS);
  }
}

function exchange(call: Call, agent: http.Agent, address: string): Promise<Omit<CallResult, 'refused'>> {
  return new Promise((resolve) => {
    let status: number | null = null;
    const fail = (error: NodeJS.ErrnoException) =>
      resolve({ completed: false, status, failure: error.code ?? error.message });
    const headers = { ...call.headers, 'content-length': String(Buffer.byteLength(call.body)) };
    const request = http.request(`${address}${call.path}`, { method: 'POST', agent, headers }, (answer) => {
      status = answer.statusCode ?? null;
      let tail = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        tail = (tail + chunk).slice(-TAIL_CHARACTERS);
      });
      answer.on('error', fail);
      answer.on('end', () => {
        const completed = answer.complete && status === 200 && tail.includes(call.ending);
        const failure = completed ? null : `status ${status}: ${tail.slice(-100)}`;
        resolve({ completed, status, failure });
      });
    });
    request.on('error', fail);
    request.setTimeout(PATIENCE_MS, () => request.destroy(new Error('no answer')));
    request.end(call.body);
  });
}
