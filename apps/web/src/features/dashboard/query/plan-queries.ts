import type { MetricSelection } from '@heliograph/contracts/analytics';
import type { Question } from './tile-questions.ts';

/** The API's own limit. */
const MOST_METRICS = 12;

/** Where an answer lies: in which query, and in which columns of it. */
export interface AnswerPlace {
  query: number;
  columns: readonly number[];
}

/**
 * Few queries that answer all questions: those that ask for the same requests in the same way are put together, as far as
 * the API takes metrics. With groups only those are alike that put them in the same order, too.
 */
export function planQueries(questions: readonly Question[]): { queries: Question[]; places: AnswerPlace[] } {
  const queries: Question[] = [];
  const open = new Map<string, number>();
  const places = questions.map((question): AnswerPlace => {
    const key = shapeOf(question);
    const known = open.get(key);
    const current = known === undefined ? undefined : queries[known];
    if (known !== undefined && current !== undefined) {
      const missing = question.metrics.filter((metric) => indexOf(current.metrics, metric) === -1);
      if (current.metrics.length + missing.length <= MOST_METRICS) {
        const metrics = [...current.metrics, ...missing];
        queries[known] = { ...current, metrics };
        return { query: known, columns: question.metrics.map((metric) => indexOf(metrics, metric)) };
      }
    }
    open.set(key, queries.length);
    queries.push(question);
    return { query: queries.length - 1, columns: question.metrics.map((_, column) => column) };
  });
  return { queries, places };
}

function shapeOf({ metrics, orderBy, limit, groupBy, ...rest }: Question): string {
  if (groupBy.length === 0) return JSON.stringify(rest);
  return JSON.stringify([rest, groupBy, limit, orderBy.direction, metrics[orderBy.metric]]);
}

function indexOf(metrics: readonly MetricSelection[], { metric, aggregation }: MetricSelection): number {
  return metrics.findIndex((other) => other.metric === metric && other.aggregation === aggregation);
}
