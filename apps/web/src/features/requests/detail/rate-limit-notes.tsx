import Link from 'next/link';
import type { ReactNode } from 'react';
import type { LimitStanding, RateLimitScope, RateLimitUnit } from '@heliograph/contracts/rate-limits';
import type { RequestDetail } from '@heliograph/contracts/request';
import { Badge } from '../../../components/badge.tsx';
import { formatCount } from '../format/format-count.ts';
import { formatDuration } from '../format/format-duration.ts';
import { readProviderLimits } from './read-provider-limits.ts';

const scopes: Record<RateLimitScope, string> = {
  header: 'Helicone-RateLimit-Policy',
  rule: 'A rule',
  key: 'The API key’s limit',
  budget: 'The API key’s monthly budget',
};

/** How the limits stood that counted the request, ours and the provider’s; nothing where none did. */
export function RateLimitNotes({ detail }: { detail: RequestDetail }) {
  const { limits, limitedBy, attempts, response } = detail;
  // Headers of an answer of ours are ours.
  const atProvider = attempts.some(({ called }) => called) ? readProviderLimits(response.headers) : [];
  if (limitedBy === null && limits.length === 0 && atProvider.length === 0) return null;
  return (
    <section aria-label="Rate limits" className="overflow-hidden rounded-lg border border-line">
      <h3 className="px-3 py-2 text-xs text-muted">Rate limits</h3>
      {limitedBy?.source === 'provider' && (
        <p className="border-t border-line px-3 py-2 text-danger">Refused by the provider’s own limit.</p>
      )}
      {limits.length > 0 && (
        <LimitTable caption="Limits here" head="Here">
          {limits.map((standing, index) => (
            <Standing key={index} standing={standing} />
          ))}
        </LimitTable>
      )}
      {atProvider.length > 0 && (
        <LimitTable caption="What the provider said of its limits" head="At the provider">
          {atProvider.map(({ of, limit, remaining, reset }) => (
            <tr key={of}>
              <th scope="row" className="px-3 py-1 text-left font-normal first-letter:uppercase">
                {of}
              </th>
              <td className={FIGURE}>{grouped(remaining)}</td>
              <td className={FIGURE}>{grouped(limit)}</td>
              <td className={`${FIGURE} text-muted`}>{reset ?? '—'}</td>
            </tr>
          ))}
        </LimitTable>
      )}
    </section>
  );
}

const HEAD = 'px-3 py-1 text-right text-xs font-normal text-muted first:text-left';
const FIGURE = 'px-3 py-1 text-right align-top';

function LimitTable({ caption, head, children }: { caption: string; head: string; children: ReactNode }) {
  return (
    <div className="overflow-x-auto border-t border-line">
      <table className="w-full tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {[head, 'Remaining', 'Limit', 'Resets'].map((label) => (
              <th key={label} scope="col" className={HEAD}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function Standing({ standing }: { standing: LimitStanding }) {
  const { scope, policy, ruleId, unit, limit, remaining, resetMs, refused } = standing;
  return (
    <tr>
      <th scope="row" className="px-3 py-1 text-left font-normal">
        <span className="flex flex-wrap items-center gap-x-2">
          {ruleId === null ? (
            scopes[scope]
          ) : (
            <Link href="/rate-limits" className="text-accent-ink underline underline-offset-2">
              {scopes[scope]}
            </Link>
          )}
          {refused && <Badge tone="danger">refused</Badge>}
        </span>
        <code className="font-mono text-xs wrap-anywhere text-muted">{policy}</code>
      </th>
      <td className={FIGURE}>{amount(remaining, unit)}</td>
      <td className={FIGURE}>{amount(limit, unit)}</td>
      <td className={`${FIGURE} text-muted`}>{formatDuration(resetMs)}</td>
    </tr>
  );
}

const units: Record<RateLimitUnit, string> = { request: 'requests', token: 'tokens', cents: '¢' };
const amount = (value: number, unit: RateLimitUnit): string => `${formatCount(value)} ${units[unit]}`;

/** With separators where it is a whole number. */
function grouped(value: string | null): string {
  if (value === null) return '—';
  return /^\d{1,15}$/.test(value) ? formatCount(Number(value)) : value;
}
