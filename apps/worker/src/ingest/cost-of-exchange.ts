import type { LogRecord } from '@heliograph/contracts/log-record';
import { priceRequest, type RequestCost } from '@heliograph/pricing/price-request';
import { standardPrices } from '@heliograph/pricing/standard-prices';
import type { DecodedExchange } from '@heliograph/providers/decode-exchange';
import type { OrganizationPrices } from '../prices/price-books.ts';

/** What an exchange costs, by the prices in force when it began. */
export function costOfExchange(
  record: LogRecord,
  decoded: DecodedExchange,
  { book, available }: OrganizationPrices,
): RequestCost {
  const cost = priceRequest(
    {
      provider: record.provider,
      model: decoded.model,
      requestModel: decoded.requestModel,
      at: record.createdAt,
      usage: decoded.usage,
      usageSource: decoded.usageSource,
      billing: decoded.billing,
      headerPrices: record.headerPrices,
      cacheHit: record.cacheHit,
    },
    standardPrices,
    book,
  );
  return available ? cost : { ...cost, flags: [...cost.flags, 'price_book_unavailable'] };
}
