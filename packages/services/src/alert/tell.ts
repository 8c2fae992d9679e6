import type { AlertFacts } from '@heliograph/alerting/notify';
import { toNotification } from '@heliograph/alerting/notify';
import type { Transition } from '@heliograph/alerting/advance';
import type { AlertEvent as ToldEvent, AlertRule } from '@heliograph/contracts/alerts';
import type { DbTransaction, Prisma } from '@heliograph/db/client';
import { enqueueNotification } from '../notification/enqueue.ts';

type EventRow = Prisma.AlertEventGetPayload<object>;

/** Puts what a rule says into the outbox, for each of its channels. Gives the channels that will be told. */
export async function tellChannels(
  tx: DbTransaction,
  rule: AlertRule,
  facts: AlertFacts,
  { organizationId, webUrl, key }: { organizationId: string; webUrl: string; key: string },
): Promise<string[]> {
  const notification = toNotification(rule, facts, webUrl);
  const told: string[] = [];
  for (const channelId of new Set(rule.channelIds)) {
    const idempotencyKey = `alert:${rule.id}:${key}`;
    const delivery = { organizationId, channelId, idempotencyKey, notification };
    if ((await enqueueNotification(tx, delivery)) !== null) told.push(channelId);
  }
  return told;
}

/** Tells of something that fires or did, and notes who was told. */
export async function tellOfEvent(
  tx: DbTransaction,
  input: {
    rule: AlertRule;
    event: EventRow;
    transition: Exclude<Transition, 'error'>;
    organizationId: string;
    webUrl: string;
    now: Date;
    value: number | null;
    requests: number | null;
    key: string;
  },
): Promise<void> {
  const { rule, event, transition, organizationId, webUrl, now, value, requests, key } = input;
  const facts: AlertFacts = {
    ...{ transition, value, requests, peak: event.peak, threshold: event.threshold },
    group: event.group as Record<string, string>,
    startedAt: event.startedAt.getTime(),
    endedAt: event.endedAt?.getTime() ?? null,
    windowFrom: event.windowFrom.getTime(),
    windowTo: event.windowTo.getTime(),
  };
  const channelIds = await tellChannels(tx, rule, facts, { organizationId, webUrl, key });
  if (channelIds.length === 0) return;
  const told = [
    ...(event.told as ToldEvent['told']),
    { event: transition, at: now.toISOString(), channelIds },
  ];
  // Told every five minutes for weeks, the last hundred say enough.
  await tx.alertEvent.update({ where: { id: event.id }, data: { told: told.slice(-100) } });
}
