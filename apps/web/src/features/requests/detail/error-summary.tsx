import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { LimitedBy, RateLimitScope } from '@heliograph/contracts/rate-limits';
import type { RequestDetail } from '@heliograph/contracts/request';
import { readError } from '../conversation/read-error.ts';
import { describeStatus } from '../table/describe-status.ts';

const origins: Record<RateLimitScope, string> = {
  header: 'Refused by a Helicone-RateLimit-Policy',
  rule: 'Refused by a rule under Rate limits',
  key: 'Refused by a limit of its API key',
  budget: 'Refused by the monthly budget of its API key',
};

function describeLimit({ source, scope, policy }: LimitedBy): string {
  if (source === 'provider') return 'The limit is the provider’s own.';
  const origin = scope === null ? 'Refused by a limit' : origins[scope];
  return `${origin}${policy === null ? '' : ` (${policy})`}; it was not sent to the provider.`;
}

/** What went wrong, in the words of whoever said it, and the warnings; nothing where all went well. */
export function ErrorSummary({ detail }: { detail: RequestDetail }) {
  const failed = detail.outcome === 'failed' || detail.status >= 400;
  const said = failed ? readError(detail.response.text) : null;
  const kind = detail.errorCode ?? said?.kind ?? null;
  const message = detail.errorMessage ?? said?.message ?? describeStatus(detail).meaning;
  return (
    <>
      {failed && (
        <div
          className="mx-4 mt-3 flex gap-2 rounded-lg bg-danger-soft px-3 py-2 text-danger"
          role="note"
          aria-label="Error"
        >
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <p className="min-w-0 wrap-anywhere whitespace-pre-wrap">
            {kind !== null && <code className="mr-2 font-mono text-xs font-medium">{kind}</code>}
            {message}
            {detail.limitedBy !== null && (
              <span className="mt-1 block text-xs">{describeLimit(detail.limitedBy)}</span>
            )}
          </p>
        </div>
      )}
      {detail.outcome === 'cancelled' && (
        <p className="mx-4 mt-3 rounded-lg bg-hover px-3 py-2 text-muted">{describeStatus(detail).meaning}</p>
      )}
      {detail.warnings.length > 0 && (
        <ul
          aria-label="Warnings"
          className="mx-4 mt-3 grid gap-1 rounded-lg bg-warning-soft px-3 py-2 text-warning"
        >
          {detail.warnings.map((warning, index) => (
            <li key={index} className="flex gap-2">
              <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
              <span className="min-w-0 wrap-anywhere">{warning}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
