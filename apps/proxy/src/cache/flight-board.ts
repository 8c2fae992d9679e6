import { type AnswerStore, type Bucket, flightName } from '@heliograph/cache/answer-store';
import { channelOf } from '@heliograph/cache/keys';
import type { Redis } from 'ioredis';
import type { Flight } from './flight.ts';

export interface FlightBoardOptions {
  store: AnswerStore;
  /** A connection of its own, for listening. */
  listener: Redis;
  processId: string;
  lockMs: number;
}

/** The calls that this process makes for others as well, and those of other processes that it waits for. */
export interface FlightBoard {
  /** A name for a call, unique among all processes. */
  nextName(): string;
  add(name: string, bucket: Bucket, onBoard: FlightOnBoard): void;
  remove(name: string): void;
  /** The flight of this process with that name. */
  get(name: string): FlightOnBoard | undefined;
  /** Whether anyone anywhere still waits for a flight of this process; if not, it has ended. Never rejects. */
  isAwaited(name: string, bucket: Bucket): Promise<boolean>;
  /** Waits until a flight, mostly of another process, is over. `leave` ends the wait before. */
  arrival(name: string, bucket: Bucket): { over: Promise<void>; leave(): void };
  close(): void;
}

export interface FlightOnBoard {
  flight: Flight;
  /** Whose answer it is. */
  requestId: string;
  /** How long it took in all, ms; null while it goes on. */
  latencyMs: number | null;
}

interface Wait {
  bucket: Bucket;
  over: Promise<void>;
  end(): void;
  waiting: number;
  timer: NodeJS.Timeout;
}

/** A message may be lost; this is how long at the most it then takes to see that a flight is over, ms. */
const LOOK_EVERY_MS = 500;

export function createFlightBoard({ store, listener, processId, lockMs }: FlightBoardOptions): FlightBoard {
  const own = new Map<string, { onBoard: FlightOnBoard; bucket: Bucket }>();
  const waits = new Map<string, Wait>();
  let numbers = 0;

  listener.on('ready', () => void listener.subscribe(channelOf(processId)).catch(() => undefined));
  listener.on('message', (_channel, name) => {
    waits.get(name)?.end();
    void own.get(name)?.onBoard.flight.checkAwaited();
  });
  const renewing = setInterval(() => {
    for (const [name, { bucket }] of own) void store.renew(bucket, name).catch(() => undefined);
  }, lockMs / 3).unref();

  function startWait(name: string, bucket: Bucket): Wait {
    let settle = (): void => undefined;
    const over = new Promise<void>((resolve) => {
      settle = resolve;
    });
    const look = async (): Promise<void> => {
      // Without Redis nobody can tell; whoever waits then calls the provider itself.
      if (!(await store.isFlying(bucket, name).catch(() => false))) wait.end();
    };
    const wait: Wait = {
      bucket,
      over,
      waiting: 0,
      timer: setInterval(() => void look(), Math.min(LOOK_EVERY_MS, lockMs / 2)),
      end() {
        clearInterval(wait.timer);
        waits.delete(name);
        settle();
      },
    };
    waits.set(name, wait);
    // It may have ended between the answer that named it and now, before this process listened.
    void look();
    return wait;
  }

  return {
    nextName: () => flightName(processId, ++numbers),
    add(name, bucket, onBoard) {
      own.set(name, { onBoard, bucket });
    },
    remove(name) {
      own.delete(name);
    },
    get: (name) => own.get(name)?.onBoard,
    async isAwaited(name, bucket) {
      if (waits.has(name)) return true;
      return !(await store.abandon(bucket, name).catch(() => true));
    },
    arrival(name, bucket) {
      const wait = waits.get(name) ?? startWait(name, bucket);
      wait.waiting++;
      return {
        over: wait.over,
        leave() {
          if (--wait.waiting > 0 || waits.get(name) !== wait) return;
          wait.end();
          void store.leave(bucket, name).catch(() => undefined);
        },
      };
    },
    close() {
      clearInterval(renewing);
      for (const wait of waits.values()) wait.end();
    },
  };
}
