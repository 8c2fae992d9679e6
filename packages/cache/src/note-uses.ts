import { redisScript, runScript } from '@heliograph/queue/redis-script';
import type { Redis } from 'ioredis';
import { prefixOf } from './keys.ts';
import { sharedLua } from './shared-lua.ts';

/** Uses of entries that are told to Redis later and together, so that a hit itself writes nothing. */
export interface Uses {
  /** An entry was served just now. */
  note(organizationId: string, entry: string): void;
  /** Tells Redis now. Never rejects. */
  flush(organizationId: string): Promise<void>;
}

/** How late Redis may know of a use, ms. A Redis that syncs each write to the disk makes the wait for one long. */
const TELL_AFTER_MS = 200;

/** ARGV: entry, how long ago it was used (µs), and so on. */
const usesScript = redisScript(`${sharedLua}
for at = 1, #ARGV, 2 do
  local meta = readMeta(ARGV[at])
  if meta then
    local usedAt = nowMicros - tonumber(ARGV[at + 1])
    redis.call('ZADD', P .. 'lru', 'XX', 'GT', usedAt, ARGV[at])
    redis.call('ZADD', P .. 's:' .. meta.seed, 'XX', 'GT', usedAt, ARGV[at])
  end
end
return 0
`);

/** `writer` is a connection for which nobody's answer waits. */
export function createUses(writer: Redis): Uses {
  /** Organization → entry → when, ms on the steady clock. */
  const noted = new Map<string, Map<string, number>>();
  let timer: NodeJS.Timeout | undefined;

  async function flush(organizationId: string): Promise<void> {
    const entries = noted.get(organizationId);
    if (entries === undefined) return;
    noted.delete(organizationId);
    const now = performance.now();
    const values = [...entries].flatMap(([entry, at]) => [entry, Math.round((now - at) * 1000)]);
    // What isn't told makes an entry look older than it is; nothing else depends on it.
    await runScript(writer, usesScript, [prefixOf(organizationId)], values).catch(() => undefined);
  }

  return {
    note(organizationId, entry) {
      let entries = noted.get(organizationId);
      if (entries === undefined) noted.set(organizationId, (entries = new Map()));
      entries.set(entry, performance.now());
      timer ??= setTimeout(() => {
        timer = undefined;
        for (const id of [...noted.keys()]) void flush(id);
      }, TELL_AFTER_MS).unref();
    },
    flush,
  };
}
