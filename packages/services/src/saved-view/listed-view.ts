import type { Prisma } from '@heliograph/db/client';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { newestFirst, requestViewSchema, standardLayout } from '@heliograph/contracts/request-view';
import { type SavedView, savedViewSchema } from '@heliograph/contracts/saved-views';
import type { Actor } from '../context.ts';
import { mayChange } from '../kept/may-change.ts';
import { visibleTo } from '../kept/visible-to.ts';

/** What is read of a view, for one who may see it. */
export function seenBy(actor: Actor) {
  const userId = actor.type === 'user' ? actor.userId : null;
  return {
    where: visibleTo(actor),
    include: {
      owner: { select: { id: true, name: true } },
      // Of nobody, where a key asks.
      defaultOf: { where: userId === null ? { viewId: { in: [] } } : { userId }, select: { viewId: true } },
    },
  } satisfies Prisma.SavedViewFindManyArgs;
}

type Row = Prisma.SavedViewGetPayload<ReturnType<typeof seenBy>>;

/** A view as it is shown. What was kept in a form of before is shown the standard way. */
export function toListedView(actor: Actor, row: Row): SavedView {
  const { id, name, shared, owner, defaultOf, createdAt, updatedAt } = row;
  return savedViewSchema.parse({
    id,
    name,
    shared,
    owner,
    mayChange: mayChange(actor, row),
    isDefault: defaultOf.length > 0,
    view: keptViewSchema.parse(row.view),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  });
}

const { filter, range, sort, layout } = requestViewSchema.shape;
const keptViewSchema = requestViewSchema.extend({
  // Never another filter than the one that was kept: it would show what nobody asked for.
  filter,
  range: range.catch('24h'),
  sort: sort.catch(newestFirst),
  layout: layout.catch(standardLayout),
});

/** What is said of a view that the caller doesn't see. */
export function noSuchView(): HeliographError {
  return new HeliographError('not_found', 'There is no such view. GET /api/v1/views lists those you see.');
}
