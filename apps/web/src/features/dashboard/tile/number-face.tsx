import Link from 'next/link';
import type { PreparedNumber } from '../prepare/prepare-number.ts';
import { ChangeMark } from './change-mark.tsx';

/** A figure, how it changed, and its course. */
export function NumberFace({ number, href }: { number: PreparedNumber; href: string | null }) {
  const { headline, spark } = number;
  return (
    <div className="flex min-h-0 grow flex-col justify-between gap-1">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span title={headline.full} className="text-2xl font-semibold tracking-tight text-ink tabular-nums">
          {href === null ? (
            headline.text
          ) : (
            <Link href={href} className="hover:underline">
              {headline.text}
              <span className="sr-only"> {headline.label}: show these requests</span>
            </Link>
          )}
        </span>
        {headline.change !== null && <ChangeMark change={headline.change} before={headline.before} />}
      </p>
      <svg
        aria-hidden
        data-plot
        viewBox="0 0 100 30"
        preserveAspectRatio="none"
        className="h-8 max-h-full min-h-0 w-full shrink"
      >
        {spark !== null && (
          <>
            <path d={spark.area} fill="var(--chart-1)" fillOpacity={0.14} />
            <path
              d={spark.line}
              fill="none"
              stroke="var(--chart-1)"
              strokeWidth={1.5}
              vectorEffect="non-scaling-stroke"
            />
          </>
        )}
      </svg>
    </div>
  );
}
