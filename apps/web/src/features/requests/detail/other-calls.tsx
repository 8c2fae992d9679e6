import type { RequestDetail } from '@heliograph/contracts/request';
import { formatAbsoluteTime } from '../../../components/format-time.ts';
import { formatCost } from '../format/format-cost.ts';
import { formatDuration } from '../format/format-duration.ts';

/** Says that more than one call was made with this id, and what each came to; nothing where it was one. */
export function OtherCalls({ detail: { otherCalls } }: { detail: RequestDetail }) {
  if (otherCalls.length === 0) return null;
  const count = otherCalls.length + 1;
  return (
    <section
      aria-label="Calls with the same id"
      className="mx-4 mt-4 rounded-lg bg-warning-soft px-3 py-2 text-warning"
    >
      <p>
        <span className="font-medium">{count} calls were made with this id</span>, as a client does that
        retries. Each went to the provider and counts, in costs too; this is the newest. Before it:
      </p>
      <ul className="mt-1 text-xs tabular-nums">
        {otherCalls.map(({ createdAt, status, latencyMs, costUsd }) => (
          <li key={createdAt}>
            {formatAbsoluteTime(Date.parse(createdAt), { milliseconds: true })} ·{' '}
            {status === 0 ? 'no answer' : status} · {formatDuration(latencyMs)} ·{' '}
            {costUsd === null ? 'no cost known' : formatCost(costUsd)}
          </li>
        ))}
      </ul>
    </section>
  );
}
