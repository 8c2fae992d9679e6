/** What a flag of a cost means, in a sentence; the flag itself where it is a new one. */
export function describeCostFlag(flag: string): string {
  const [kind = flag, subject = ''] = flag.split(/:(.*)/s);
  switch (kind) {
    case 'no_price':
      return subject === ''
        ? 'There is no price for this model.'
        : `There is no price for ${subject}, which did part of the work.`;
    case 'no_usage':
      return 'The provider reported no usage, so there is nothing to price.';
    case 'unpriced':
      return `There is no price for ${subject}.`;
    case 'tier_priced_as_standard':
      return 'This class of service has no price of its own; the standard price was used.';
    case 'regional_price':
      return 'With the surcharge for the region it ran in.';
    case 'batch_discount':
      return 'With the discount for batches.';
    case 'provisioned':
      return 'Served from capacity bought ahead, which is not billed by the token.';
    case 'cost_out_of_range':
      return 'The amount is beyond what can be stored.';
    case 'price_book_unavailable':
      return 'Your price book could not be read at that time; recalculate costs to apply it.';
    default:
      return flag;
  }
}

/** Who said what a request costs. */
export const costSourceLabels = {
  none: 'No price',
  free: 'Not billed',
  header: 'Prices sent with the request',
  custom: 'Your price book',
  provider: 'Reported by the provider',
  table: 'Price table',
} as const;
