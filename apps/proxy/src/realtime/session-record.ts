import type { CapturedExchange } from '@heliograph/contracts/log-record';
import { BodyCopy } from '../body/body-copy.ts';
import { buildRecord, type Exchange } from '../capture/build-record.ts';
import type { Fingerprint } from '../capture/fingerprint.ts';
import type { CallEnd } from '../dispatch/call-end.ts';
import type { ErrorReply } from '../respond/error-reply.ts';
import type { RelayFacts } from '../respond/relay.ts';
import type { SessionBody, SessionLog } from './session-log.ts';

/** What is known of a connection when it is over. */
export interface SessionFacts {
  log: SessionLog;
  answer: RelayFacts;
  end: CallEnd;
  /** The answer of our own, where there was no provider's. */
  reply: ErrorReply | null;
  /** The provider's answer where it refused; null for a session. */
  refusal: Buffer | null;
  /** The provider's key where it stood among the subprotocols. */
  providerKey: string | null;
}

/** The log record of a connection: one request, whose bodies are the events of both sides. */
export function sessionRecord(
  exchange: Exchange,
  { log, answer, end, reply, refusal, providerKey }: SessionFacts,
  fingerprint: Fingerprint,
): CapturedExchange {
  const { incoming } = exchange;
  const query = new URLSearchParams(incoming.target.query);
  const request = log.request(query.get('model') ?? query.get('deployment'));
  const response =
    refusal === null ? log.response() : { text: refusal, bytes: refusal.length, truncated: false };
  const { headers } = incoming;
  // For its fingerprint alone: the record keeps no key, wherever it stood.
  const rest =
    providerKey === null ? headers.rest : [...headers.rest, 'Authorization', `Bearer ${providerKey}`];
  const kept = { ...exchange, incoming: { ...incoming, headers: { ...headers, rest } } };
  const built = buildRecord(kept, {
    end,
    reply,
    answer: { ...answer, firstTokenAt: log.firstContentAt },
    requestCopy: copyOf(request.text),
    answerCopy: copyOf(response.text),
    fingerprint,
  });
  if (refusal !== null || reply !== null) return built;
  const { record } = built;
  const facts = ({ bytes, truncated }: SessionBody) => ({ bytes, truncated });
  return {
    ...built,
    record: {
      ...record,
      stream: true,
      request: { ...record.request, ...facts(request), contentType: 'application/json' },
      response: { ...record.response, ...facts(response), contentType: 'text/event-stream' },
    },
  };
}

function copyOf(bytes: Buffer): BodyCopy {
  const copy = new BodyCopy(bytes.length);
  copy.add(bytes);
  return copy;
}
