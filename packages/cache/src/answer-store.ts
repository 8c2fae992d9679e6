import { runScript } from '@heliograph/queue/redis-script';
import type { Redis } from 'ioredis';
import { findScript } from './find-script.ts';
import { abandonScript, leaveScript, renewScript, waitScript } from './flight-scripts.ts';
import { keepScript } from './keep-script.ts';
import { channelOf, ENTRY_OVERHEAD_BYTES, prefixOf, seedName } from './keys.ts';
import { createUses } from './note-uses.ts';

/** A place among an organization's answers. */
export interface Bucket {
  organizationId: string;
  /** 64 hex digits that stand for the request. */
  key: string;
  /** How many different answers are kept for the key. */
  size: number;
}

export interface Question extends Bucket {
  /** Whether a kept answer is wanted. */
  read: boolean;
  /** Ms since the epoch; an answer that was kept earlier doesn't count. */
  oldest: number;
  /** Name of the flight, should this be the one that calls; null where the call concerns nobody else. */
  flight: string | null;
  /** A flight of another process that was waited for. */
  waitedFor: string | null;
}

/** What a call must hand back with its answer, so that it takes its place: opaque. */
export interface Place {
  generation: string;
  replace: string;
}

export type Finding =
  /** `number`: which of the key's answers. */
  | { kind: 'hit'; number: number; value: Buffer }
  /** Nobody calls yet: the asker does, and all others wait for it. */
  | { kind: 'lead'; place: Place }
  /** Somebody does. */
  | { kind: 'follow'; flight: string }
  | { kind: 'alone'; place: Place }
  /** What was waited for gave no answer that could be kept. */
  | { kind: 'own' };

export interface Answer extends Bucket {
  /** Most entries of the seed; null for no limit. */
  capacity: number | null;
  seed: string;
  model: string;
  ttlMs: number;
  place: Place;
  /** Whether a full bucket gives one of its answers up for this one. */
  refresh: boolean;
  flight: string | null;
  /** Null where there is nothing to keep; the flight ends all the same. */
  value: Buffer | null;
}

export interface AnswerStoreOptions {
  /** For all but questions: nobody's answer waits for it. */
  writer: Redis;
  /** Names this process among all that share the Redis; letters, digits and dashes. */
  processId: string;
  /** Most bytes of an organization's answers and their indexes. */
  budgetBytes: number;
  /** How long a flight lives without being renewed, ms. */
  lockMs: number;
}

/** The answers that are kept in Redis. Everything rejects where Redis is away. */
export interface AnswerStore {
  /** Asks `redis`, a connection that gives up early. */
  find(redis: Redis, question: Question): Promise<Finding>;
  /** Keeps an answer and ends its flight: `full` where others have taken the places, `none` where it wasn't kept. */
  keep(answer: Answer): Promise<'kept' | 'full' | 'none'>;
  /** Says that a flight is alive. */
  renew(bucket: Bucket, flight: string): Promise<void>;
  /** Whether a flight of another process, for which this one waits, still goes on. */
  isFlying(bucket: Bucket, flight: string): Promise<boolean>;
  /** Ends a flight that no other process waits for; false where one does. */
  abandon(bucket: Bucket, flight: string): Promise<boolean>;
  /** This process waits no more for a flight of another. */
  leave(bucket: Bucket, flight: string): Promise<void>;
}

/** A flight's name tells whose it is. */
export function flightName(processId: string, number: number): string {
  return `${processId}.${number}`;
}

export function createAnswerStore(options: AnswerStoreOptions): AnswerStore {
  const { writer, processId, budgetBytes, lockMs } = options;
  const uses = createUses(writer);
  return {
    async find(redis, { organizationId, key, size, read, oldest, flight, waitedFor }) {
      const values = [
        ...[key, size, read ? 1 : 0, oldest, flight ?? '', processId, lockMs],
        ...[waitedFor ?? '', Math.random()],
      ];
      const finding = readFinding(await runScript(redis, findScript, [prefixOf(organizationId)], values));
      if (finding.kind === 'hit') uses.note(organizationId, `${key}:${finding.number}`);
      return finding;
    },
    async keep(answer) {
      const { organizationId, key, size, capacity, seed, model, ttlMs, place, refresh } = answer;
      // What has to make room is what was used longest ago.
      if (answer.value !== null) await uses.flush(organizationId);
      const replace = place.replace === '' && refresh ? '*' : place.replace;
      const values = [
        ...[key, size, capacity ?? 0, seedName(seed), model, ttlMs, place.generation, replace],
        ...[budgetBytes, ENTRY_OVERHEAD_BYTES, answer.flight ?? '', channelOf('')],
        answer.value ?? '',
      ];
      const outcome = text(await runScript(writer, keepScript, [prefixOf(organizationId)], values));
      return outcome === 'kept' || outcome === 'full' ? outcome : 'none';
    },
    async renew({ organizationId, key }, flight) {
      await runScript(writer, renewScript, [prefixOf(organizationId)], [key, flight, lockMs]);
    },
    async isFlying({ organizationId, key }, flight) {
      const values = [key, flight, processId, lockMs];
      return (await runScript(writer, waitScript, [prefixOf(organizationId)], values)) === 1;
    },
    async abandon({ organizationId, key }, flight) {
      const values = [key, flight, processId];
      return (await runScript(writer, abandonScript, [prefixOf(organizationId)], values)) === 1;
    },
    async leave({ organizationId }, flight) {
      const owner = channelOf(flight.slice(0, flight.lastIndexOf('.')));
      await runScript(writer, leaveScript, [prefixOf(organizationId)], [flight, processId, owner]);
    },
  };
}

function readFinding(reply: unknown): Finding {
  const [kind, first, second] = Array.isArray(reply) ? (reply as unknown[]) : [];
  switch (text(kind)) {
    case 'hit':
      if (Buffer.isBuffer(second)) return { kind: 'hit', number: Number(text(first)), value: second };
      break;
    case 'lead':
      return { kind: 'lead', place: { generation: text(first), replace: text(second) } };
    case 'alone':
      return { kind: 'alone', place: { generation: text(first), replace: text(second) } };
    case 'follow':
      return { kind: 'follow', flight: text(first) };
    case 'own':
      return { kind: 'own' };
  }
  throw new TypeError('The cache script gave a reply that it never gives.');
}

function text(value: unknown): string {
  return Buffer.isBuffer(value) ? value.toString() : String(value);
}
