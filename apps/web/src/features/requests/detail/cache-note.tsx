import Link from 'next/link';
import type { RequestDetail } from '@heliograph/contracts/request';
import { CopyButton } from '../../../components/copy-button.tsx';
import { describeDifference } from '../../cache/trials/describe-difference.ts';
import { formatDuration } from '../format/format-duration.ts';

type Facts = NonNullable<RequestDetail['cache']>;

const titles: Record<Facts['status'], string> = {
  hit: 'Answered from the cache',
  coalesced: 'Answered with the answer to an identical request in flight',
  miss: 'Not in the cache',
};

/** What the cache did for the request; nothing where it had no part in it. */
export function CacheNote({ detail: { cache, latencyMs } }: { detail: RequestDetail }) {
  if (cache === null) return null;
  const { status, kind, similarity, key, originalId, originalLatencyMs, shadow } = cache;
  return (
    <section aria-label="Cache" className="mx-4 mt-4 rounded-lg border border-line bg-surface px-3 py-2">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium">{titles[status]}</span>
        {kind === 'semantic' && similarity !== null && (
          <span className="text-muted tabular-nums">
            to a question of the same meaning, similarity {similarity.toFixed(3)}
          </span>
        )}
        {originalId !== null && <RequestLink id={originalId}>Show the original</RequestLink>}
      </p>
      <div className="mt-0.5 grid gap-0.5 text-xs text-muted">
        {originalLatencyMs !== null && (
          <p className="tabular-nums">
            The original took {formatDuration(originalLatencyMs)}, this one {formatDuration(latencyMs)}.
          </p>
        )}
        {shadow !== null && (
          <p className="tabular-nums">
            A trial: a semantic match would have served the answer to{' '}
            <RequestLink id={shadow.originalId}>another question</RequestLink>, similarity{' '}
            {shadow.similarity.toFixed(3)}
            {shadow.difference !== null &&
              `, had the check not stopped it: ${describeDifference(shadow.difference)}`}
            {shadow.answerSimilarity !== null &&
              `; that answer shares ${Math.round(shadow.answerSimilarity * 100)} % of its words with this one`}
            .
          </p>
        )}
        {key !== null && (
          <p className="flex items-center gap-1">
            Key <span className="truncate font-mono">{key}</span>
            <CopyButton text={key} label="Copy cache key" iconOnly />
          </p>
        )}
      </div>
    </section>
  );
}

function RequestLink({ id, children }: { id: string; children: string }) {
  return (
    <Link href={`/requests?request=${id}`} className="text-accent-ink underline underline-offset-2">
      {children}
    </Link>
  );
}
