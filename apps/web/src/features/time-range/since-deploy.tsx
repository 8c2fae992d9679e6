'use client';
import { useQuery } from '@tanstack/react-query';
import { type ChosenRange, sinceMoment } from '@heliograph/contracts/chosen-range';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../client/api.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Time } from '../../components/time.tsx';

/** Those that are offered; who looks further back writes the time. */
const SHOWN = 4;

interface SinceDeployProps {
  value: ChosenRange;
  onChoose: (range: ChosenRange) => void;
}

/** The latest deploys, to look at what came since; where there are none, how to tell of one. */
export function SinceDeploy({ value, onChoose }: SinceDeployProps) {
  const [now] = useState(() => Date.now());
  const deploys = useQuery(api.deploys.list.queryOptions({ staleTime: 30_000 }));
  const latest = deploys.data?.items.filter(({ deployedAt }) => Date.parse(deployedAt) <= now);
  return (
    <section aria-label="Since a deploy" aria-busy={deploys.isPending} className="border-t border-line p-1">
      <p aria-hidden className="px-2 pt-1.5 pb-1 text-xs text-muted">
        Since a deploy
      </p>
      {deploys.isPending && <Skeleton className="mx-2 mb-2 h-4 w-32" />}
      {deploys.isError && (
        <p className="flex items-center gap-2 px-2 pb-1.5 text-xs text-muted">
          Deploys could not be loaded.
          <button
            type="button"
            className="rounded-sm font-medium text-ink underline underline-offset-2"
            onClick={() => void deploys.refetch()}
          >
            Try again
          </button>
        </p>
      )}
      {latest?.length === 0 && <HowToTell />}
      {latest?.slice(0, SHOWN).map(({ id, version, deployedAt }) => {
        const range = sinceMoment(Date.parse(deployedAt));
        if (range === null) return null;
        return (
          <button
            key={id}
            type="button"
            aria-pressed={range === value}
            onClick={() => onChoose(range)}
            className="flex h-8 w-full items-center gap-3 rounded-md px-2 text-left text-sm outline-none hover:bg-hover focus-visible:bg-hover focus-visible:outline-2 focus-visible:-outline-offset-2 aria-pressed:font-medium pointer-coarse:h-10"
          >
            <span className="min-w-0 grow truncate" title={version}>
              {version}
            </span>
            <span className="shrink-0 text-xs font-normal text-muted">
              <Time value={deployedAt} />
            </span>
            {range === value && <Check aria-hidden className="size-4 shrink-0 text-muted" />}
          </button>
        );
      })}
    </section>
  );
}

/** The call for the last step of a pipeline. */
function HowToTell() {
  const origin = typeof window === 'undefined' ? '' : window.location.origin;
  const command = `curl ${origin}/api/v1/deploys -H "Authorization: Bearer $HELICONE_API_KEY" -H "Content-Type: application/json" -d '{"version":"v1.0.0"}'`;
  return (
    <p className="flex items-start gap-2 px-2 pb-1.5 text-xs text-muted">
      <span className="max-w-48">Let your pipeline tell of its deploys with one call.</span>
      <CopyButton text={command} label="Copy the call as curl" iconOnly />
    </p>
  );
}
