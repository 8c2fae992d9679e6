import type { Redis } from 'ioredis';
import { z } from 'zod';

/** A request that has just been stored. */
export interface StoredRequest {
  id: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
}

const CHANNEL = 'heliograph:live:';
/** Keys in one message; what is beyond them is only said to be. */
const MOST_KEYS = 500;

const messageSchema = z.object({
  requests: z.array(z.tuple([z.string(), z.number()])),
  /** There were more than a message names. */
  more: z.boolean(),
});

/** Tells whoever listens that requests of organizations were stored. Nobody may hear it: it is no record of anything. */
export async function announceStored(
  redis: Redis,
  stored: ReadonlyMap<string, readonly StoredRequest[]>,
): Promise<void> {
  const sent = [...stored].map(([organizationId, requests]) => {
    const named = requests.slice(0, MOST_KEYS).map(({ id, createdAt }) => [id, createdAt]);
    const message = JSON.stringify({ requests: named, more: requests.length > MOST_KEYS });
    return redis.publish(CHANNEL + organizationId, message);
  });
  await Promise.all(sent);
}

export interface StoredListener {
  /** Begins to hear of an organization's requests; resolves when nothing is missed any more. */
  listen(organizationId: string): Promise<void>;
  forget(organizationId: string): void;
}

/**
 * Hears what {@link announceStored} tells. `redis` is a connection for nothing else, closed by whoever made it. `onGap` is
 * called where something may have been missed: the connection was gone.
 */
export function listenToStored(
  redis: Redis,
  handlers: {
    onStored: (organizationId: string, stored: { requests: StoredRequest[]; more: boolean }) => void;
    onGap: () => void;
  },
): StoredListener {
  redis.on('message', (channel: string, text: string) => {
    const parsed = messageSchema.safeParse(JSON.parse(text));
    if (!channel.startsWith(CHANNEL) || !parsed.success) return;
    const requests = parsed.data.requests.map(([id, createdAt]) => ({ id, createdAt }));
    handlers.onStored(channel.slice(CHANNEL.length), { requests, more: parsed.data.more });
  });
  redis.on('close', () => handlers.onGap());
  return {
    async listen(organizationId) {
      await redis.subscribe(CHANNEL + organizationId);
    },
    forget(organizationId) {
      void redis.unsubscribe(CHANNEL + organizationId).catch(() => undefined);
    },
  };
}
