import Link from 'next/link';
import type { CostDetail, CostPart } from '@heliograph/contracts/prices';
import type { RequestDetail } from '@heliograph/contracts/request';
import { formatCost, formatExactCost } from '../format/format-cost.ts';
import { formatCount } from '../format/format-count.ts';
import { costSourceLabels, describeCostFlag } from '../table/describe-cost-flag.ts';

const partLabels: Record<CostPart, string> = {
  inputTokens: 'Input',
  cachedInputTokens: 'Cached input',
  cacheWrite5mTokens: 'Cache write',
  cacheWrite1hTokens: 'Cache write, 1 hour',
  outputTokens: 'Output',
  reasoningTokens: 'Reasoning',
  audioInputTokens: 'Audio input',
  audioCachedInputTokens: 'Cached audio input',
  audioOutputTokens: 'Audio output',
  imageInputTokens: 'Image input',
  imageCachedInputTokens: 'Cached image input',
  imageOutputTokens: 'Image output',
  requests: 'Request fee',
  images: 'Images',
  webSearches: 'Web searches',
  fileSearches: 'File searches',
  audioMs: 'Audio',
  characters: 'Characters',
  pages: 'Pages',
  otherModels: 'Other models',
};

/** What a request costs, bucket by bucket, and who says so. */
export function CostBreakdown({ detail }: { detail: RequestDetail }) {
  const { cost } = detail;
  const { totalUsd, computedUsd, reportedUsd, savedUsd } = cost;
  const notes = [
    ...(detail.cacheHit ? ['Answered from the cache, at no cost.'] : []),
    ...(detail.serviceTier === 'standard' ? [] : [`Billed as ${detail.serviceTier}.`]),
    ...cost.flags.map(describeCostFlag),
  ];
  return (
    <section aria-label="Cost" className="overflow-hidden rounded-lg border border-line">
      <header className="flex flex-wrap items-baseline gap-x-2 bg-surface px-3 py-2">
        <h3 className="text-xs text-muted">Cost</h3>
        <p className="text-base font-medium tabular-nums">
          {totalUsd === null ? 'no price' : formatCost(totalUsd)}
        </p>
        <p className="ml-auto text-xs text-muted">{costSourceLabels[cost.source]}</p>
      </header>
      {cost.parts.length > 0 && (
        <table className="w-full border-t border-line tabular-nums">
          <caption className="sr-only">Cost by kind of usage</caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">Kind</th>
              <th scope="col">Used</th>
              <th scope="col">Cost</th>
            </tr>
          </thead>
          <tbody>
            {cost.parts.map(({ part, units, usd }) => (
              <tr key={part}>
                <th scope="row" className="px-3 py-0.5 text-left font-normal text-muted">
                  {partLabels[part]}
                </th>
                <td className="px-3 py-0.5 text-right text-muted">{formatUnits(part, units)}</td>
                <td className="px-3 py-0.5 text-right">{usd === null ? '—' : formatExactCost(usd)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot className="border-t border-line">
            <Amount label={cost.source === 'provider' ? 'By our prices' : 'Sum'} usd={computedUsd} />
            {cost.source === 'provider' && <Amount label="Charged, as reported" usd={reportedUsd} />}
            {savedUsd !== null && <Amount label="Saved by the cache" usd={savedUsd} />}
          </tfoot>
        </table>
      )}
      {(notes.length > 0 || cost.priceRow !== null) && (
        <footer className="grid gap-0.5 border-t border-line px-3 py-2 text-xs text-muted">
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
          {cost.priceRow !== null && (
            <p>
              Price used: <span className="font-mono wrap-anywhere">{cost.priceRow}</span>
            </p>
          )}
          {needsPrice(cost) && detail.model !== null && (
            <p>
              <Link className="text-accent underline-offset-2 hover:underline" href={addPriceUrl(detail)}>
                Add a price for {detail.model}
              </Link>
            </p>
          )}
        </footer>
      )}
    </section>
  );
}

function Amount({ label, usd }: { label: string; usd: string | null }) {
  return (
    <tr>
      <th scope="row" colSpan={2} className="px-3 py-1 text-left font-medium">
        {label}
      </th>
      <td className="px-3 py-1 text-right font-medium">{usd === null ? '—' : formatExactCost(usd)}</td>
    </tr>
  );
}

const needsPrice = ({ totalUsd, flags }: CostDetail) => totalUsd === null && !flags.includes('no_usage');

function addPriceUrl({ provider, model }: Pick<RequestDetail, 'provider' | 'model'>): string {
  return `/settings/prices?${new URLSearchParams({ provider, model: model ?? '' }).toString()}`;
}

function formatUnits(part: CostPart, units: number): string {
  if (part === 'audioMs') return `${formatCount(units / 1000)} s`;
  return formatCount(units);
}
