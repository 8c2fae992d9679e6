import { emptyForm, type AlertForm } from './alert-form.ts';

export interface Preset {
  name: string;
  hint: string;
  form: Partial<AlertForm>;
}

/** What people begin with. */
export const presets: readonly Preset[] = [
  {
    name: 'Cost today',
    hint: 'above an amount',
    form: { metric: 'cost', aggregation: 'sum', window: 'today', condition: 'above', value: '10' },
  },
  {
    name: 'Error rate doubled',
    hint: 'against the hour before',
    form: {
      ...{ metric: 'errors', aggregation: 'rate', window: '60', condition: 'rises', value: '100' },
      ...{ minimumRequests: '20', severity: 'critical' },
    },
  },
  {
    name: 'P95 latency',
    hint: 'above 5 seconds',
    form: {
      ...{ metric: 'latency', aggregation: 'p95', window: '15', condition: 'above', value: '5000' },
      ...{ minimumRequests: '10', hysteresis: '10' },
    },
  },
  {
    name: 'No requests',
    hint: 'for 15 minutes',
    form: {
      metric: 'requests',
      aggregation: 'count',
      window: '15',
      condition: 'no_data',
      severity: 'critical',
    },
  },
  {
    name: 'Budget of the month',
    hint: 'will be exceeded',
    form: { metric: 'cost', aggregation: 'sum', window: 'month', condition: 'forecast', value: '500' },
  },
  {
    name: 'Unusual traffic',
    hint: 'for this time of day',
    form: { metric: 'requests', aggregation: 'count', window: '60', condition: 'anomaly', value: '5' },
  },
];

/** The form that a preset begins with. */
export function formOfPreset({ name, form }: Preset): AlertForm {
  return { ...emptyForm(), name, ...form };
}
