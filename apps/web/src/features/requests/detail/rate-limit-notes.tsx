import Link from 'next/link';
import type { RequestDetail } from '@heliograph/contracts/request';
import { readProviderLimits } from './read-provider-limits.ts';

const HEAD = 'px-3 py-1 text-right font-normal text-xs text-muted first:text-left';

/** Which limit refused the request, and what the provider said of its own; nothing where there is nothing to be said. */
export function RateLimitNotes({ detail: { limitedBy, response } }: { detail: RequestDetail }) {
  const limits = readProviderLimits(response.headers);
  if (limitedBy === null && limits.length === 0) return null;
  return (
    <section aria-label="Rate limits" className="overflow-hidden rounded-lg border border-line">
      <h3 className="px-3 py-2 text-xs text-muted">Rate limits</h3>
      {limitedBy !== null && (
        <p className="border-t border-line px-3 py-2">
          {limitedBy.source === 'provider'
            ? 'Refused by the provider’s own limit'
            : 'Refused by a limit here'}
          {limitedBy.policy !== null && <code className="ml-1.5 font-mono text-xs">{limitedBy.policy}</code>}
          {limitedBy.ruleId !== null && (
            <>
              {' · '}
              <Link href="/rate-limits" className="text-accent-ink underline underline-offset-2">
                Show the rules
              </Link>
            </>
          )}
        </p>
      )}
      {limits.length > 0 && (
        <div className="overflow-x-auto border-t border-line">
          <table className="w-full tabular-nums">
            <caption className="sr-only">What the provider said of its limits</caption>
            <thead>
              <tr>
                <th scope="col" className={HEAD}>
                  At the provider
                </th>
                <th scope="col" className={HEAD}>
                  Remaining
                </th>
                <th scope="col" className={HEAD}>
                  Limit
                </th>
                <th scope="col" className={HEAD}>
                  Resets
                </th>
              </tr>
            </thead>
            <tbody>
              {limits.map(({ of, limit, remaining, reset }) => (
                <tr key={of}>
                  <th scope="row" className="px-3 py-1 text-left font-normal first-letter:uppercase">
                    {of}
                  </th>
                  <td className="px-3 py-1 text-right">{grouped(remaining)}</td>
                  <td className="px-3 py-1 text-right">{grouped(limit)}</td>
                  <td className="px-3 py-1 text-right text-muted">{reset ?? '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** With separators where it is a whole number. */
function grouped(value: string | null): string {
  if (value === null) return '—';
  return /^\d{1,15}$/.test(value) ? Number(value).toLocaleString('en-US') : value;
}
