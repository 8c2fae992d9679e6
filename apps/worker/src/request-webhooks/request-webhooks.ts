import type { Logger } from 'pino';
import type { ClickHouseClient } from '@heliograph/clickhouse/client';
import { matchRequests } from '@heliograph/clickhouse/match-requests';
import type { DbClient } from '@heliograph/db/client';
import type { StoredRequest } from '@heliograph/queue/live-requests';
import {
  type ActiveWebhook,
  enqueueRequests,
  listActiveWebhooks,
  MOST_WAITING,
  noteSwept,
  roomOf,
} from '@heliograph/services/request-webhook/enqueue-requests';
import { describeFailure } from '../ingest/describe-failure.ts';

export interface RequestWebhooksContext {
  db: DbClient;
  clickHouse: ClickHouseClient;
  /** Where people open the dashboard. */
  webUrl: string;
  log: Logger;
  now: () => Date;
}

export interface RequestWebhooks {
  /** Takes note of requests that were stored. Costs their batch nothing and never throws. */
  note(stored: ReadonlyMap<string, readonly StoredRequest[]>): void;
  /** Asks which of them webhooks are for, and puts those into the outbox. Never rejects. */
  flush(): Promise<void>;
  /** Looks once more at what was stored lately: what a worker that died, or had too much, has left out. Never rejects. */
  sweep(): Promise<void>;
}

/** Ids that are remembered until the next flush; what is beyond them is left to the sweep. */
const MOST_NOTED = 50_000;
/** Ids in one question. */
const AT_ONCE = 5_000;
/** How far back a sweep looks beyond where the last one ended, and at all, ms: requests are stored when they end. */
const OVERLAP_MS = 10 * 60_000;
const MOST_BACK_MS = 3_600_000;
/** What is younger is on its way by itself, ms. */
const YOUNG_MS = 10_000;

/**
 * Tells webhooks of requests. ClickHouse is asked which match, in the words of the explorer's filter, after they are stored: the
 * ingestion neither waits nor fails for it, and the outbox takes each request once for a webhook, whoever finds it.
 */
export function createRequestWebhooks(context: RequestWebhooksContext): RequestWebhooks {
  const { db, log } = context;
  let noted = new Map<string, StoredRequest[]>();
  let count = 0;
  return {
    note(stored) {
      for (const [organizationId, requests] of stored) {
        if (count + requests.length > MOST_NOTED) continue;
        count += requests.length;
        const own = noted.get(organizationId);
        if (own === undefined) noted.set(organizationId, [...requests]);
        else own.push(...requests);
      }
    },
    async flush() {
      if (count === 0) return;
      const taken = noted;
      noted = new Map();
      count = 0;
      try {
        for (const webhook of await listActiveWebhooks(db, [...taken.keys()])) {
          const requests = taken.get(webhook.organizationId) ?? [];
          for (let at = 0; at < requests.length; at += AT_ONCE)
            await tellOf(context, webhook, requests.slice(at, at + AT_ONCE));
        }
      } catch (error) {
        log.debug(
          { reason: describeFailure(error) },
          'Webhooks could not be told of requests: the sweep will',
        );
      }
    },
    async sweep() {
      try {
        for (const webhook of await listActiveWebhooks(db)) await sweepOne(context, webhook);
      } catch (error) {
        log.debug({ reason: describeFailure(error) }, 'Requests for webhooks could not be looked for');
      }
    },
  };
}

async function tellOf(
  context: RequestWebhooksContext,
  webhook: ActiveWebhook,
  requests: readonly StoredRequest[],
): Promise<void> {
  const { since } = webhook;
  const times = requests.map(({ createdAt }) => createdAt);
  const from = new Date(Math.max(since.getTime(), Math.min(...times)));
  const to = new Date(Math.max(...times) + 1);
  if (from >= to) return;
  const ids = requests.map(({ id }) => id);
  await find(context, webhook, { from, to, ids });
}

async function sweepOne(context: RequestWebhooksContext, webhook: ActiveWebhook): Promise<void> {
  const { db, now } = context;
  const { since, sweptTo } = webhook;
  const to = new Date(now().getTime() - YOUNG_MS);
  const from = Math.max(since.getTime(), sweptTo.getTime() - OVERLAP_MS, to.getTime() - MOST_BACK_MS);
  if (from >= to.getTime()) return;
  if (await find(context, webhook, { from: new Date(from), to })) await noteSwept(db, webhook, to);
}

/** Puts what matches into the outbox; false where not all of it may have been, for want of room. */
async function find(
  { db, clickHouse, webUrl }: RequestWebhooksContext,
  webhook: ActiveWebhook,
  { from, to, ids }: { from: Date; to: Date; ids?: readonly string[] },
): Promise<boolean> {
  const room = await roomOf(db, webhook.channelId);
  if (room === 0) return false;
  const { organizationId, filter, samplePercent } = webhook;
  // A sweep finds what was told before, too: the outbox leaves it out, and the room isn't taken by it.
  const limit = ids === undefined ? MOST_SWEPT : MOST_WAITING;
  const found = await matchRequests(clickHouse, {
    ...{ organizationId, filter, samplePercent, from, to, ids, limit },
  });
  let left = room;
  for (let at = 0; at < found.length && left > 0; at += PART) {
    const part = found.slice(at, at + Math.min(PART, left));
    left -= await enqueueRequests(db, webhook, { requestIds: part, webUrl });
  }
  return left > 0 && found.length < limit;
}

/** Requests that a sweep looks at, and rows in one insert. */
const MOST_SWEPT = 50_000;
const PART = 1_000;
