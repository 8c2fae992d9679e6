import { v7 as uuidv7 } from 'uuid';
import { HeliographError } from '@heliograph/contracts/error-codes';
import type { Prices } from '@heliograph/contracts/prices';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../context.ts';
import { requireScope } from '../require-scope.ts';
import { bumpPriceBook } from './bump-price-book.ts';

/** Prices in force an organization may have; its book is held in memory by every worker. */
const MAX_PRICES = 2_000;

export interface NewPrice {
  /** Null: whoever provides the model. */
  provider: string | null;
  /** A name, or the beginning of names with `*` behind it. */
  model: string;
  prices: Prices;
  effectiveFrom: Date | null;
  effectiveTo: Date | null;
  note: string | null;
  /** A price that this one takes the place of. */
  replaces?: string | undefined;
}

/**
 * Adds a price to the book of the actor's organization; requests that arrive from then on are priced by it. Throws
 * `forbidden`, `not_found` where there is none to replace, and `conflict` where the book is full or says the same already.
 */
export async function addPrice({ db, actor }: ServiceContext, input: NewPrice): Promise<{ id: string }> {
  requireScope(actor, 'prices:write');
  const { organizationId } = actor;
  const { replaces, ...figures } = input;
  const id = uuidv7();
  await db.$transaction(async (tx) => {
    // The version's row lock lets one change of a book happen at a time.
    await bumpPriceBook(tx, organizationId);
    if (replaces !== undefined) {
      const { count } = await tx.price.updateMany({
        where: { id: replaces, organizationId, removedAt: null },
        data: { removedAt: new Date() },
      });
      if (count === 0)
        throw new HeliographError(
          'not_found',
          'The price to be replaced is not there any more. Reload the page.',
        );
    }
    const inForce = await tx.price.findMany({
      where: { organizationId, removedAt: null },
      select: { provider: true, model: true, effectiveFrom: true },
    });
    if (inForce.length >= MAX_PRICES) {
      throw new HeliographError(
        'conflict',
        `The price book has ${MAX_PRICES} prices, which is the most there can be. Remove one first.`,
      );
    }
    const same = inForce.some(
      (price) =>
        price.provider === input.provider &&
        price.model.toLowerCase() === input.model.toLowerCase() &&
        price.effectiveFrom?.getTime() === input.effectiveFrom?.getTime(),
    );
    if (same) {
      throw new HeliographError(
        'conflict',
        'There is a price for this model from this day on already. Edit that one, or choose another day.',
      );
    }
    await tx.price.create({
      data: { id, organizationId, createdBy: actor.type === 'user' ? actor.userId : null, ...figures },
    });
    await recordAudit(tx, actor, {
      action: replaces === undefined ? 'price.added' : 'price.replaced',
      targetType: 'price',
      targetId: id,
      details: { provider: input.provider, model: input.model, ...(replaces !== undefined && { replaces }) },
    });
  });
  return { id };
}
