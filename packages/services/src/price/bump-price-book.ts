import type { DbTransaction } from '@heliograph/db/client';

/** Marks every copy of an organization's price book as stale, and keeps others from changing it until the transaction ends. */
export async function bumpPriceBook(tx: DbTransaction, organizationId: string): Promise<void> {
  await tx.organization.update({
    where: { id: organizationId },
    data: { priceBookVersion: { increment: 1 } },
    select: { id: true },
  });
}
