'use client';
import { toast } from 'sonner';
import type { CustomPrice } from '@heliograph/contracts/price-book';
import { describeApiError } from '../../client/api-error.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useRemovePrice } from './use-prices.ts';

/** Asks whether a price shall be removed, and does it. */
export function RemovePriceDialog({ price, onClose }: { price: CustomPrice; onClose: () => void }) {
  const removePrice = useRemovePrice();
  const finish = (): void => {
    toast.success(`The price of ${price.model} is removed`);
    onClose();
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && !removePrice.isPending && onClose()}
      title={`Remove the price of ${price.model}?`}
      description="New requests are priced by the price table again. Requests that were priced by it keep their cost until costs are recalculated; the price stays in the history."
      confirmLabel="Remove price"
      onConfirm={() => removePrice.mutate({ id: price.id }, { onSuccess: finish })}
      pending={removePrice.isPending}
      error={removePrice.isError ? describeApiError(removePrice.error).message : null}
    />
  );
}
