'use client';
import type { AnalyticsGroup } from '@heliograph/contracts/analytics-groups';
import { Field } from '../../../components/field.tsx';
import { Select } from '../../../components/select.tsx';
import { groupOptions } from '../toolbar/group-options.ts';
import type { ChartTraits } from './draft-tile.ts';

/** Radix takes no empty value. */
const NONE = 'none';

interface GroupFieldsProps {
  groupBy: readonly AnalyticsGroup[];
  groups: ChartTraits['groups'];
  properties: readonly string[];
  onChange: (groupBy: AnalyticsGroup[]) => void;
}

/** What a tile is grouped by, as far as its chart can be. */
export function GroupFields({ groupBy, groups, properties, onChange }: GroupFieldsProps) {
  if (groups === 'buckets') {
    return (
      <Field label="Duration">
        {(control) => (
          <Select
            {...control}
            value={groupBy.includes('ttft_bucket') ? 'ttft_bucket' : 'latency_bucket'}
            options={[
              { value: 'latency_bucket', label: 'Latency' },
              { value: 'ttft_bucket', label: 'Time to first token' },
            ]}
            onValueChange={(field) => onChange([field])}
          />
        )}
      </Field>
    );
  }
  const shown = Math.min(groups, groupBy.length + 1);
  return Array.from({ length: shown }, (_, at) => (
    <Field key={at} label={at === 0 ? 'Group by' : 'And by'}>
      {(control) => (
        <Select
          {...control}
          value={groupBy[at] ?? NONE}
          options={[
            { value: NONE, label: 'Not grouped' },
            ...groupOptions(properties, groupBy).filter(
              ({ value }) => value === groupBy[at] || !groupBy.some((other) => other === value),
            ),
          ]}
          onValueChange={(value) =>
            onChange(
              value === NONE
                ? groupBy.filter((_, place) => place !== at)
                : [...groupBy.slice(0, at), value, ...groupBy.slice(at + 1)],
            )
          }
        />
      )}
    </Field>
  ));
}
