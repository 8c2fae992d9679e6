'use client';
import dynamic from 'next/dynamic';
import type { CacheReport } from '@heliograph/contracts/cache';
import { Skeleton } from '../../components/skeleton.tsx';
import { formatStep, prepareSeries } from './prepare-series.ts';

// The charts' code is only loaded by pages that show one.
const CacheChart = dynamic(() => import('./cache-chart.tsx').then((module) => module.CacheChart), {
  ssr: false,
  loading: () => <Skeleton className="h-55 w-full rounded-lg" />,
});

const legend = [
  { label: 'Hits', className: 'bg-success' },
  { label: 'Joined in flight', className: 'bg-info' },
  { label: 'Misses', className: 'bg-line-strong' },
  { label: 'Hit rate', className: 'h-0.5 bg-accent-ink' },
];

interface CacheCourseProps {
  report: CacheReport;
  /** Of the range shown, ms since the epoch. */
  from: number;
  until: number;
}

/** How hits and misses went, step by step. */
export function CacheCourse({ report, from, until }: CacheCourseProps) {
  const { stepSeconds } = report;
  const steps = prepareSeries(report, from, until);
  const formatAt = (at: number): string => formatStep(at, stepSeconds, until - from);
  return (
    <figure aria-label="Hits and misses over time" className="rounded-lg border border-line bg-surface p-4">
      <figcaption className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
        {legend.map(({ label, className }) => (
          <span key={label} className="inline-flex items-center gap-1.5">
            <span aria-hidden className={`inline-block size-2.5 rounded-sm ${className}`} />
            {label}
          </span>
        ))}
      </figcaption>
      <div aria-hidden>
        <CacheChart steps={steps} formatAt={formatAt} />
      </div>
      <table className="sr-only">
        <caption>Hits and misses over time</caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">Hits</th>
            <th scope="col">Joined in flight</th>
            <th scope="col">Misses</th>
          </tr>
        </thead>
        <tbody>
          {steps
            .filter(({ hitRate }) => hitRate !== null)
            .map(({ at, hits, coalesced, misses }) => (
              <tr key={at}>
                <th scope="row">{formatAt(at)}</th>
                <td>{hits}</td>
                <td>{coalesced}</td>
                <td>{misses}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </figure>
  );
}
