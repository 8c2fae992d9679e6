import { HeliographError } from '@heliograph/contracts/error-codes';
import { filterInputSchema } from '@heliograph/contracts/filter';
import { filterToSql } from '@heliograph/clickhouse/filter-to-sql';
import type { Actor } from '@heliograph/services/context';
import { requireScope } from '@heliograph/services/require-scope';
import type { Live } from './open-live.ts';

/** Ms between two signs of life, by which proxies on the way keep the connection; and then it is asked again who calls. */
const HEARTBEAT_MS = 10_000;
/** Chunks that a viewer may lag behind before the connection is ended: it comes back and reads the list anew. */
const MOST_WAITING = 100;
/** What a client waits before it comes back, ms. */
const RETRY_MS = 2_000;

/**
 * New requests of the caller's organization that match `?filter=`, as server-sent events (WHATWG HTML §9.2): `requests` with
 * {items}, `reset` where some may have been missed. It ends when `isStillAllowed` says so. Throws `invalid_request` for a
 * filter that can't be read, `forbidden`, or `service_unavailable`.
 */
export async function streamLive(
  live: Live,
  {
    request,
    actor,
    isStillAllowed,
  }: { request: Request; actor: Actor; isStillAllowed: () => Promise<boolean> },
): Promise<Response> {
  requireScope(actor, 'requests:read');
  const text = new URL(request.url).searchParams.get('filter') ?? '';
  const parsed = filterInputSchema.safeParse(text);
  if (!parsed.success)
    throw new HeliographError(
      'invalid_request',
      parsed.error.issues[0]?.message ?? 'The filter can’t be read.',
    );
  const filter = parsed.data;
  if (filter !== undefined) filterToSql(filter);
  const lastId = request.headers.get('last-event-id');
  const encoder = new TextEncoder();
  let end = (): void => undefined;
  const early: string[] = [];
  let send = (chunk: string): void => void early.push(chunk);
  // Before the answer begins: what goes wrong here is told as an error.
  const leave = await live.watch(
    { organizationId: actor.organizationId, filter },
    (event) =>
      send(
        'reset' in event
          ? `id: ${event.id}\nevent: reset\ndata: {}\n\n`
          : `id: ${event.id}\nevent: requests\ndata: ${JSON.stringify({ items: event.requests })}\n\n`,
      ),
    lastId,
  );
  const stream = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let ended = false;
        end = () => {
          if (ended) return;
          ended = true;
          clearInterval(heartbeat);
          leave();
          controller.close();
        };
        send = (chunk) => {
          if (ended) return;
          if ((controller.desiredSize ?? 0) < -MOST_WAITING) return end();
          controller.enqueue(encoder.encode(chunk));
        };
        const heartbeat = setInterval(() => {
          send(': still here\n\n');
          isStillAllowed().then(
            (allowed) => {
              if (!allowed) end();
            },
            // Whoever can't be asked about now is asked about next time.
            () => undefined,
          );
        }, HEARTBEAT_MS);
        send(`retry: ${RETRY_MS}\n: listening\n\n`);
        for (const chunk of early) send(chunk);
        request.signal.addEventListener('abort', end, { once: true });
      },
      cancel: () => end(),
    },
    { highWaterMark: 1 },
  );
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // Nothing on the way may keep it back: neither a cache, nor compression, nor nginx's buffer.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}
