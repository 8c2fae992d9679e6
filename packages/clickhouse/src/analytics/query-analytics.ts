import type { AnalyticsQuestion, AnalyticsResult, AnalyticsRow } from '@heliograph/contracts/analytics';
import type { ClickHouseClient } from '../client.ts';
import { type AnalyticsSelect, analyticsSql } from './analytics-sql.ts';
import { askWithinLimits } from './ask-within-limits.ts';
import { joinRows, readAnswerRow } from './measured-row.ts';
import { measuresOf } from './metric-values.ts';
import { type Ask, readAnswer } from './read-answer.ts';
import { nameOfAll, readSources, type Source, type PeriodsReader } from './read-sources.ts';
import { stretchesOf } from './stretches.ts';

export interface AnalyticsCall {
  organizationId: string;
  question: AnalyticsQuestion;
  /** Ends the queries that run, where nobody waits for the answer any more. */
  signal?: AbortSignal | undefined;
  /** false: everything from the requests themselves, as a rollup would have to answer too. */
  rollups?: boolean | undefined;
  /** Whether the whole range is wanted as a row beside those of its stretches, of a question without groups. */
  whole?: boolean | undefined;
  /** How it is found out what is rolled up, where several questions share that. */
  readPeriods?: PeriodsReader | undefined;
}

/** An answer, and the row of the whole range where that was asked for. */
export type AnalyticsAnswer = AnalyticsResult & { whole?: AnalyticsRow };

/**
 * Answers a question about an organization's requests, from rollups where they can and are up to date. Throws
 * `invalid_request` for a filter that can't be read and `too_wide` where the answer would take more time or memory than a
 * question may.
 */
export async function queryAnalytics(
  client: ClickHouseClient,
  { organizationId, question, signal, rollups = true, whole = false, readPeriods }: AnalyticsCall,
): Promise<AnalyticsAnswer> {
  const stretches = stretchesOf(question);
  const asked = { organizationId, question, stretches, rollups, readPeriods, signal };
  const sources = await readSources(client, asked, measuresOf(question.metrics));

  const askSource = async (
    { parts, parameters, small }: Source,
    purpose: string,
    select: Omit<AnalyticsSelect, 'parts'>,
    listed: readonly string[] | undefined,
  ) => {
    const groups = select.groups === 'others' ? 0 : question.groupBy.length;
    const rows = await askWithinLimits(client, {
      purpose,
      query: analyticsSql({ parts, ...select }),
      parameters: {
        ...parameters,
        ...(select.timed && { starts: stretches.starts.map((start) => start / 1000) }),
        ...(listed !== undefined && { listed }),
      },
      settings: small ? { max_threads: 1 } : {},
      signal,
    });
    return rows.map((row) => readAnswerRow(row, groups));
  };
  const ask: Ask = async (purpose, { measures, ...select }, listed) => {
    const answers = await Promise.all(
      sources.flatMap((source) => {
        const own = measures.filter((measure) => source.measures.includes(measure));
        return own.length === 0 ? [] : askSource(source, purpose, { ...select, measures: own }, listed);
      }),
    );
    return joinRows(answers);
  };
  const folded = sources.some((source) => source.folded);
  return {
    source: nameOfAll(sources),
    rawHours: Math.round(Math.max(...sources.map(({ rawHours }) => rawHours)) * 100) / 100,
    interval: stretches.interval,
    timezone: question.timezone,
    folded,
    ...(await readAnswer(question, stretches, { ask, folded, whole })),
  };
}
