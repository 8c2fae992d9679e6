import type { AlertRule } from '@heliograph/contracts/alerts';
import type { DbTransaction } from '@heliograph/db/client';
import { tellOfEvent } from './tell.ts';

/** Ends what fires of a rule that is changed, switched off or deleted, and tells so: nobody waits for it any more. */
export async function closeOpen(
  tx: DbTransaction,
  rule: AlertRule,
  { organizationId, now, webUrl }: { organizationId: string; now: Date; webUrl: string },
): Promise<void> {
  const open = await tx.alertEvent.findMany({ where: { ruleId: rule.id, endedAt: null } });
  for (const event of open) {
    const closed = await tx.alertEvent.update({ where: { id: event.id }, data: { endedAt: now } });
    await tellOfEvent(tx, {
      ...{ rule, event: closed, transition: 'resolved', organizationId, webUrl, now },
      ...{ value: null, requests: null, key: `closed:${event.id}` },
    });
  }
  await tx.alertState.deleteMany({ where: { ruleId: rule.id } });
}
