import type { Prisma } from '@heliograph/db/client';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { type SavedQuery, savedQuerySchema, sqlChartSchema } from '@heliograph/contracts/sql';
import type { Actor } from '../context.ts';
import { mayChange } from '../kept/may-change.ts';
import { visibleTo } from '../kept/visible-to.ts';

/** What is read of a kept statement, for one who may see it. */
export function seenBy(actor: Actor) {
  return {
    where: visibleTo(actor),
    include: { owner: { select: { id: true, name: true } } },
  } satisfies Prisma.SavedQueryFindManyArgs;
}

type Row = Prisma.SavedQueryGetPayload<ReturnType<typeof seenBy>>;

/** A kept statement as it is shown. A chart kept in a form of before is left out. */
export function toListedQuery(actor: Actor, row: Row): SavedQuery {
  const { id, name, shared, owner, sql, chart, createdAt, updatedAt } = row;
  return savedQuerySchema.parse({
    ...{ id, name, shared, owner, sql },
    mayChange: mayChange(actor, row),
    chart: sqlChartSchema.nullable().catch(null).parse(chart),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  });
}

/** What is said of a kept statement that the caller doesn't see. */
export function noSuchQuery(): HeliographError {
  return new HeliographError(
    'not_found',
    'There is no such query. GET /api/v1/sql/queries lists those you see.',
  );
}
