import type { MetricName } from '@heliograph/contracts/analytics-metrics';
import type { Group } from '../prepare/answer.ts';

/** A part of a chart that stands for requests. */
export interface Pick {
  /** When they came, ms since 1970, the end exclusive; null: in the whole range. */
  span: { from: number; to: number } | null;
  /** What they have in common, by field of groupBy. */
  group: Group;
  /** For those of no group of their own: the groups that are told apart. */
  except?: readonly Group[];
  /** Whose requests are counted; null where all are. */
  metric: MetricName | null;
}
