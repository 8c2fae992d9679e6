import type { Request } from '@heliograph/contracts/request';
import { formatCost, formatExactCost } from '../../format/format-cost.ts';
import { None } from './none.tsx';

export function RowSaved({ request: { savedUsd } }: { request: Pick<Request, 'savedUsd'> }) {
  if (savedUsd === null) return <None />;
  return <span title={formatExactCost(savedUsd)}>{formatCost(savedUsd)}</span>;
}
