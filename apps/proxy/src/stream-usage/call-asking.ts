import {
  callUpstream,
  type AnswerSink,
  type RunningCall,
  type UpstreamCall,
} from '../dispatch/call-upstream.ts';
import { isEventStream, isPlainStream } from '../respond/header-value.ts';

const NAME = Buffer.from('stream_options');
/** Of a refusal that is held back until it is known what it is about. */
const MAX_REFUSAL_BYTES = 64 * 1024;

/**
 * Calls a provider with a body that asks for usage. Where it answers 400 or 422 naming `stream_options`, that answer
 * is dropped, `onRefusal` is called and the client's own call `plain` made instead. One that compresses its stream
 * though it was asked not to counts as refusing, too: from what can't be read nothing can be withheld.
 */
export function callAsking(
  asking: UpstreamCall,
  plain: UpstreamCall,
  sink: AnswerSink,
  onRefusal: () => void,
): RunningCall {
  const held = holdRefusal(sink, onRefusal);
  let current = callUpstream(asking, held);
  let cancelled = false;
  const ended = current.ended.then(async (end) => {
    const complete = end.error === null && !end.cancelled;
    if (!held.isRefusal() || !complete || cancelled) {
      held.release();
      return end;
    }
    onRefusal();
    const next = { kind: 'retry', reason: 'asked without stream_options', waitMs: 0 } as const;
    const refused = end.attempts.map((attempt) => ({
      ...attempt,
      error: 'stream_options was refused',
      next,
    }));
    current = callUpstream(plain, sink);
    const last = await current.ended;
    return { ...last, attempts: [...refused, ...last.attempts] };
  });
  return {
    ended,
    cancel() {
      cancelled = true;
      current.cancel();
    },
  };
}

interface HeldRefusal extends AnswerSink {
  isRefusal(): boolean;
  /** Hands over what was held back. */
  release(): void;
}

/** Passes an answer on as it comes, except one with 400 or 422: that is held until its end or until it is too long. */
function holdRefusal(sink: AnswerSink, onRefusal: () => void): HeldRefusal {
  let resume = (): void => undefined;
  let start: (() => void) | null = null;
  let chunks: Buffer[] = [];
  let bytes = 0;

  function release(): boolean {
    start?.();
    start = null;
    const pieces = chunks;
    chunks = [];
    return pieces.map((piece) => sink.write(piece)).at(-1) ?? true;
  }

  return {
    resumeWith(next) {
      resume = next;
    },
    start(status, statusText, headers) {
      const begin = (): void => {
        sink.resumeWith(resume);
        sink.start(status, statusText, headers);
      };
      if (isEventStream(headers) && !isPlainStream(headers)) onRefusal();
      if (status === 400 || status === 422) start = begin;
      else begin();
    },
    write(chunk) {
      if (start === null) return sink.write(chunk);
      chunks.push(chunk);
      bytes += chunk.length;
      return bytes <= MAX_REFUSAL_BYTES || release();
    },
    isRefusal: () => start !== null && Buffer.concat(chunks).includes(NAME),
    release,
  };
}
