import { v7 as uuidv7 } from 'uuid';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { type ListedRepricing, listed, withCreator } from './listed-repricing.ts';

/** Recalculations of one organization that may wait or run. */
const MAX_OPEN = 5;

export interface NewRepricing {
  provider: string | null;
  model: string | null;
  from: Date;
  to: Date;
}

/**
 * Orders a recalculation of costs; a worker takes it up within seconds. Throws `forbidden`, or `conflict` where too many
 * are under way.
 */
export async function startRepricing(
  { db, actor }: ServiceContext,
  { provider, model, from, to }: NewRepricing,
): Promise<ListedRepricing> {
  requireScope(actor, 'prices:write');
  const { organizationId } = actor;
  return db.$transaction(async (tx) => {
    const open = await tx.repricing.count({
      where: { organizationId, status: { in: ['queued', 'running'] } },
    });
    if (open >= MAX_OPEN) {
      throw new HeliographError(
        'conflict',
        `${MAX_OPEN} recalculations are under way, which is the most there can be. Wait for one to end or cancel it.`,
      );
    }
    const row = await tx.repricing.create({
      data: {
        id: uuidv7(),
        organizationId,
        provider,
        model,
        rangeFrom: from,
        rangeTo: to,
        cursor: from,
        createdBy: actor.type === 'user' ? actor.userId : null,
      },
      include: withCreator,
    });
    await recordAudit(tx, actor, {
      action: 'repricing.started',
      targetType: 'repricing',
      targetId: row.id,
      details: { provider, model, from: from.toISOString(), to: to.toISOString() },
    });
    return listed(row);
  });
}
