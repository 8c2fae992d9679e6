import { v7 as uuidv7 } from 'uuid';
import type { Dashboard, NewDashboard } from '@heliograph/contracts/dashboards';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireViewerOfNew } from '../kept/require-viewer.ts';
import { requireScope } from '../require-scope.ts';
import { seenBy, toDashboard } from './listed-dashboard.ts';

/** As many as a menu can hold. */
const MAX_DASHBOARDS = 100;

/** Keeps a dashboard. Throws `forbidden`, `conflict` where there are too many, `invalid_request` for a key's own. */
export async function createDashboard(
  { db, actor }: ServiceContext,
  { name, shared, tiles }: NewDashboard,
): Promise<Dashboard> {
  requireScope(actor, 'requests:read');
  requireViewerOfNew(actor, 'dashboard', { shared });
  return db.$transaction(async (tx) => {
    const { where, include } = seenBy(actor);
    if ((await tx.dashboard.count({ where })) >= MAX_DASHBOARDS) {
      throw new HeliographError(
        'conflict',
        `There are ${MAX_DASHBOARDS} dashboards, the most there can be. Delete one.`,
      );
    }
    const row = await tx.dashboard.create({
      data: {
        id: uuidv7(),
        organizationId: actor.organizationId,
        ownerId: actor.type === 'user' ? actor.userId : null,
        ...{ name, shared, tiles },
      },
      include,
    });
    await recordAudit(tx, actor, {
      action: 'dashboard.created',
      targetType: 'dashboard',
      targetId: row.id,
      details: { name, shared, tiles: tiles.length },
    });
    return toDashboard(actor, row);
  });
}
