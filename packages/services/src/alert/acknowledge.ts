import type { AlertEvent } from '@heliograph/contracts/alerts';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { toAlertEvent, withAcknowledger } from './list-events.ts';

/** Notes that somebody looks after what fires; who was first stays. Throws `forbidden` or `not_found`. */
export async function acknowledgeAlert(
  { db, actor }: ServiceContext,
  { id }: { id: string },
  now: Date,
): Promise<AlertEvent> {
  requireScope(actor, 'alerts:write');
  return db.$transaction(async (tx) => {
    const where = { id, organizationId: actor.organizationId };
    const event = await tx.alertEvent.findFirst({ where, include: withAcknowledger });
    if (event === null)
      throw new HeliographError(
        'not_found',
        'Nothing fired under this id. POST /api/v1/alerts/history lists what did.',
      );
    if (event.acknowledgedAt !== null) return toAlertEvent(event);
    const acknowledgedBy = actor.type === 'user' ? actor.userId : null;
    const data = { acknowledgedAt: now, acknowledgedBy };
    const row = await tx.alertEvent.update({ where: { id }, data, include: withAcknowledger });
    const details = { rule: event.ruleId };
    await recordAudit(tx, actor, {
      action: 'alert.acknowledged',
      targetType: 'alert_event',
      targetId: id,
      details,
    });
    return toAlertEvent(row);
  });
}
