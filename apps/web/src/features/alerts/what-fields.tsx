'use client';
import {
  aggregationsOf,
  type AlertAggregation,
  alertMetricNames,
  alertMetrics,
} from '@heliograph/contracts/alert-metrics';
import { Field } from '../../components/field.tsx';
import { Input } from '../../components/input.tsx';
import { Select } from '../../components/select.tsx';
import type { FieldsProps } from './rule-editor.tsx';

const metricOptions = alertMetricNames.map((value) => ({ value, label: alertMetrics[value].label }));
const aggregationLabels: Readonly<Record<AlertAggregation, string>> = {
  ...{ sum: 'in all', count: 'how many', rate: 'share of requests', per_minute: 'a minute', avg: 'average' },
  ...{ p50: 'P50', p75: 'P75', p90: 'P90', p95: 'P95', p99: 'P99', max: 'highest' },
  count_distinct: 'how many different',
};
const groupOptions = [
  { value: '', label: 'Nothing' },
  { value: 'model', label: 'Model' },
  { value: 'provider', label: 'Provider' },
  { value: 'user', label: 'User' },
  { value: 'key', label: 'API key' },
  { value: 'status', label: 'Status' },
  { value: 'property', label: 'Property…' },
].map((option) => ({ ...option, value: option.value === '' ? 'nothing' : option.value }));
const severityOptions = [
  { value: 'info', label: 'Info' },
  { value: 'warning', label: 'Warning' },
  { value: 'critical', label: 'Critical' },
] as const;

/** What the rule is called, what it measures, and of which requests. */
export function WhatFields({ form, errors, set }: FieldsProps) {
  const setGroup = (at: 0 | 1, part: { field?: string; property?: string }): void => {
    const groups: [string, string] = [...form.groups];
    const properties: [string, string] = [...form.properties];
    if (part.field !== undefined) groups[at] = part.field === 'nothing' ? '' : part.field;
    if (part.property !== undefined) properties[at] = part.property;
    set({ groups, properties });
  };
  const isBudget = form.condition === 'spent' || form.condition === 'forecast';
  const isSilence = form.condition === 'no_data';
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[1fr_9rem]">
        <Field label="Name" error={errors.name}>
          {(control) => (
            <Input
              {...control}
              value={form.name}
              onChange={(event) => set({ name: event.target.value })}
              autoComplete="off"
              placeholder="Slow answers in production"
            />
          )}
        </Field>
        <Field label="Severity">
          {({ id }) => (
            <Select
              id={id}
              value={form.severity}
              onValueChange={(severity) => set({ severity })}
              options={severityOptions}
            />
          )}
        </Field>
      </div>
      {!isSilence && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Metric" error={errors.metric}>
            {({ id }) => (
              <Select
                id={id}
                value={form.metric}
                onValueChange={(metric) => set({ metric })}
                options={metricOptions}
                disabled={isBudget}
              />
            )}
          </Field>
          <Field label="Taken as">
            {({ id }) => (
              <Select
                id={id}
                value={form.aggregation}
                onValueChange={(aggregation) => set({ aggregation })}
                options={aggregationsOf(form.metric).map((value) => ({
                  value,
                  label: aggregationLabels[value],
                }))}
                disabled={isBudget}
              />
            )}
          </Field>
        </div>
      )}
      <Field
        label="Of requests"
        hint="A filter as in the request list, such as model:gpt-4o property.environment:production. Empty: all."
        error={errors.filter}
      >
        {(control) => (
          <Input
            {...control}
            value={form.filter}
            onChange={(event) => set({ filter: event.target.value })}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
            placeholder="model:gpt-4o"
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        {([0, 1] as const).map((at) =>
          at === 1 && form.groups[0] === '' ? null : (
            <Field
              key={at}
              label={at === 0 ? 'For each' : 'and each'}
              {...(at === 0 && { hint: 'Each group fires and resolves by itself.' })}
              error={at === 0 ? errors.groupBy : undefined}
            >
              {(control) => (
                <div className="flex gap-2">
                  <Select
                    {...control}
                    value={form.groups[at] === '' ? 'nothing' : form.groups[at]}
                    onValueChange={(field) => setGroup(at, { field })}
                    options={groupOptions}
                  />
                  {form.groups[at] === 'property' && (
                    <Input
                      aria-label="Name of the property"
                      value={form.properties[at]}
                      onChange={(event) => setGroup(at, { property: event.target.value })}
                      autoComplete="off"
                      placeholder="Feature"
                    />
                  )}
                </div>
              )}
            </Field>
          ),
        )}
      </div>
    </>
  );
}
