'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { formatAlertValue } from '@heliograph/alerting/describe';
import type { AlertPreview, NewAlertRuleInput } from '@heliograph/contracts/alerts';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Skeleton } from '../../components/skeleton.tsx';
import { useDebounced } from '../../components/use-debounced.ts';
import { formatDuration } from '../requests/format/format-duration.ts';
import { useKeyNames } from '../requests/use-key-names.ts';
import { groupLabel } from './group-label.ts';
import { PreviewPlot } from './preview-plot.tsx';

const WAIT_MS = 400;
const HEIGHT = 'h-52';

/** The last seven days as the rule would have seen them; `input` is null while the form can't be read. */
export function RulePreview({ input }: { input: NewAlertRuleInput | null }) {
  const settled = useDebounced(input === null ? null : JSON.stringify(asked(input)), WAIT_MS);
  const preview = useQuery({
    ...api.alerts.preview.queryOptions({
      input: settled === null ? ({} as NewAlertRuleInput) : (JSON.parse(settled) as NewAlertRuleInput),
      placeholderData: keepPreviousData,
    }),
    enabled: settled !== null,
  });
  return (
    <section aria-label="The last seven days" className="rounded-lg border border-line p-3">
      {preview.isError ? (
        <p className={`${HEIGHT} text-danger`}>{describeApiError(preview.error).message}</p>
      ) : input !== null && preview.data !== undefined ? (
        <Shown preview={preview.data} input={input} isOld={preview.isPlaceholderData} />
      ) : settled === null ? (
        <p className={`${HEIGHT} text-muted`}>
          Once there is a threshold, the last seven days stand here, with how often it would have fired.
        </p>
      ) : (
        <div role="status">
          <span className="sr-only">Loading the preview</span>
          <Skeleton className={`${HEIGHT} w-full`} />
        </div>
      )}
    </section>
  );
}

/** What the answer depends on: a name or a channel changes nothing. */
function asked(input: NewAlertRuleInput): NewAlertRuleInput {
  const { channelIds: _channels, severity: _severity, ...rest } = input;
  return { ...rest, name: 'Preview' };
}

function Shown({
  preview,
  input,
  isOld,
}: {
  preview: AlertPreview;
  input: NewAlertRuleInput;
  isOld: boolean;
}) {
  const keyNames = useKeyNames();
  const { fired, firingSeconds, series, groupCount } = preview;
  const metric =
    input.condition.kind === 'no_data'
      ? ({ metric: 'requests', aggregation: 'count' } as const)
      : input.metric;
  const [worst, ...others] = series.toSorted((one, other) => other.fired - one.fired);
  const label = worst === undefined ? null : groupLabel(worst.group, keyNames);
  return (
    <div aria-busy={isOld}>
      <p role="status" className="mb-2 text-pretty">
        {fired === 0 ? (
          'In the last seven days it would not have fired.'
        ) : (
          <>
            In the last seven days it would have fired{' '}
            <span className="font-medium text-ink tabular-nums">
              {fired === 1 ? 'once' : `${fired} times`}
            </span>
            , for {formatDuration(firingSeconds * 1_000)} in all.
          </>
        )}
      </p>
      {worst === undefined ? (
        <p className="h-40 text-muted">No requests in this time.</p>
      ) : (
        <PreviewPlot points={worst.points} format={(value) => formatAlertValue(metric, value)} />
      )}
      {label !== null && (
        <p className="mt-1 text-xs wrap-anywhere text-muted">
          {label}
          {others.length > 0 &&
            `; also looked at: ${others.map(({ group, fired: count }) => `${groupLabel(group, keyNames)} (${count})`).join(', ')}`}
          {groupCount > series.length && ` of ${groupCount} groups`}
        </p>
      )}
    </div>
  );
}
