import type { Request } from '@heliograph/contracts/request';
import { describeAttempts } from './describe-attempts.ts';

/** How many calls it took; marked where that is more than one. */
export function RowAttempts({ request }: { request: Request }) {
  const more = describeAttempts(request);
  if (more === '') return <span className="text-muted">{request.attemptCount}</span>;
  return (
    <span title={more} className="font-medium text-warning">
      {request.attemptCount}
    </span>
  );
}
