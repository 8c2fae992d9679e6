import type { Prisma } from '@heliograph/db/client';
import { type Tile, tileSchema } from '@heliograph/contracts/dashboard-tile';
import type { Dashboard, DashboardSummary } from '@heliograph/contracts/dashboards';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { Actor } from '../context.ts';
import { mayChange } from '../kept/may-change.ts';
import { visibleTo } from '../kept/visible-to.ts';

/** What is read of a dashboard, for one who may see it. */
export function seenBy(actor: Actor) {
  const userId = actor.type === 'user' ? actor.userId : null;
  return {
    where: visibleTo(actor),
    include: {
      owner: { select: { id: true, name: true } },
      // Of nobody, where a key asks.
      defaultOf: {
        where: userId === null ? { dashboardId: { in: [] } } : { userId },
        select: { dashboardId: true },
      },
    },
  } satisfies Prisma.DashboardFindManyArgs;
}

type Row = Prisma.DashboardGetPayload<ReturnType<typeof seenBy>>;

/** A dashboard as lists show it. */
export function toSummary(actor: Actor, row: Omit<Row, 'tiles'>): DashboardSummary {
  const { id, name, shared, owner, defaultOf, createdAt, updatedAt } = row;
  return {
    ...{ id, name, shared, owner },
    mayChange: mayChange(actor, row),
    isDefault: defaultOf.length > 0,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

/** A dashboard with its tiles. Those kept in a form that is no more are left out. */
export function toDashboard(actor: Actor, row: Row): Dashboard {
  return { ...toSummary(actor, row), version: row.version, tiles: readTiles(row.tiles) };
}

function readTiles(kept: Prisma.JsonValue): Tile[] {
  if (!Array.isArray(kept)) return [];
  return kept.flatMap((tile) => {
    const read = tileSchema.safeParse(tile);
    return read.success ? [read.data] : [];
  });
}

/** What is said of a dashboard that the caller doesn't see. */
export function noSuchDashboard(): HeliographError {
  return new HeliographError(
    'not_found',
    'There is no such dashboard. GET /api/v1/dashboards lists those you see.',
  );
}
