import { HeliographError } from '@heliograph/contracts/error-codes';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { bumpPriceBook } from './bump-price-book.ts';

/**
 * Takes a price out of the book; it stays in the history, and requests priced by it keep their cost. One that is out
 * already stays as it is. Throws `forbidden`, or `not_found` where the actor's organization has no such price.
 */
export async function removePrice({ db, actor }: ServiceContext, input: { id: string }): Promise<void> {
  requireScope(actor, 'prices:write');
  await db.$transaction(async (tx) => {
    const where = { id: input.id, organizationId: actor.organizationId };
    const [removed] = await tx.price.updateManyAndReturn({
      where: { ...where, removedAt: null },
      data: { removedAt: new Date() },
      select: { provider: true, model: true },
    });
    if (removed === undefined) {
      if ((await tx.price.count({ where })) > 0) return;
      throw new HeliographError(
        'not_found',
        'There is no such price. GET /api/v1/prices lists those you have.',
      );
    }
    await bumpPriceBook(tx, actor.organizationId);
    await recordAudit(tx, actor, {
      action: 'price.removed',
      targetType: 'price',
      targetId: input.id,
      details: removed,
    });
  });
}
