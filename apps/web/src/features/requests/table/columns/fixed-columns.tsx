import type { Request } from '@heliograph/contracts/request';
import type { FixedColumnId } from '@heliograph/contracts/request-view';
import type { RequestFieldName } from '@heliograph/contracts/request-fields';
import { formatShortCount } from '../../format/format-count.ts';
import { formatDuration } from '../../format/format-duration.ts';
import { nameCountry } from '../../format/name-country.ts';
import { formatProvider } from '../../format/format-provider.ts';
import type { FilterEntry } from '../../filters/filter-parts.ts';
import { RowAttempts } from '../cells/row-attempts.tsx';
import { RowCache } from '../cells/row-cache.tsx';
import { RowFeedback } from '../cells/row-feedback.tsx';
import { RowKey } from '../cells/row-key.tsx';
import { RowLatency } from '../cells/row-latency.tsx';
import { RowModel } from '../cells/row-model.tsx';
import { RowText } from '../cells/row-text.tsx';
import { RowSaved } from '../cells/row-saved.tsx';
import { RowScores } from '../cells/row-scores.tsx';
import { RowTime, timeTip } from '../cells/row-time.tsx';
import { RowTokens } from '../cells/row-tokens.tsx';
import { None } from '../cells/none.tsx';
import { costTip, RowCost } from '../row-cost.tsx';
import { StatusBadge } from '../status-badge.tsx';
import { TokenTooltip } from '../token-tooltip.tsx';
import type { Column } from './column.ts';

const entryOf =
  <Field extends RequestFieldName & keyof Request>(field: Field) =>
  (request: Request): FilterEntry | null => {
    const value = request[field];
    return typeof value === 'string' || typeof value === 'boolean' ? { field, value } : null;
  };

type Usage = Request['usage'];
const tokens = (read: (usage: Usage) => number): Column['cell'] =>
  function TokenCount({ request }) {
    return request.usageSource === 'none' ? <None /> : formatShortCount(read(request.usage));
  };

/** The columns that every request has; those of properties and scores are made by `findColumn`. */
export const fixedColumns: Record<FixedColumnId, Omit<Column, 'id'>> = {
  time: {
    label: 'Time',
    width: 124,
    order: 'createdAt',
    cell: (props) => <RowTime {...props} />,
    tip: timeTip,
  },
  status: {
    label: 'Status',
    width: 92,
    order: 'status',
    cell: ({ request }) => <StatusBadge request={request} />,
  },
  provider: {
    label: 'Provider',
    width: 128,
    entry: entryOf('provider'),
    cell: ({ request }) => <RowText text={formatProvider(request.provider)} />,
  },
  model: { label: 'Model', width: 184, entry: entryOf('model'), cell: (props) => <RowModel {...props} /> },
  request: {
    label: 'Request',
    hint: 'First words of the last user message',
    width: 216,
    grows: true,
    cell: ({ request }) => <RowText text={request.requestPreview} muted />,
  },
  response: {
    label: 'Response',
    hint: 'First words of the answer',
    width: 240,
    grows: true,
    cell: ({ request }) => <RowText text={request.responsePreview} muted />,
  },
  name: {
    label: 'Name',
    width: 128,
    entry: entryOf('name'),
    cell: ({ request }) => <RowText text={request.name} />,
  },
  user: {
    label: 'User',
    width: 144,
    entry: entryOf('userId'),
    cell: ({ request }) => <RowText text={request.userId} />,
  },
  session: {
    label: 'Session',
    width: 120,
    entry: entryOf('sessionId'),
    cell: ({ request }) => (
      <RowText text={request.sessionName ?? request.sessionId} title={request.sessionId} />
    ),
  },
  prompt: {
    label: 'Prompt',
    hint: 'The prompt that Helicone-Prompt-Id names',
    width: 144,
    entry: entryOf('promptId'),
    cell: ({ request }) => <RowText text={request.promptId} />,
  },
  promptVersion: {
    label: 'Prompt version',
    width: 124,
    entry: entryOf('promptVersion'),
    cell: ({ request }) => <RowText text={request.promptVersion ?? request.promptEnvironment} />,
  },
  country: {
    label: 'Country',
    hint: 'Where the call came from, by the CDN in front of the proxy',
    width: 92,
    entry: entryOf('country'),
    cell: ({ request }) => <RowText text={request.country} title={nameCountry(request.country)} />,
  },
  tokens: {
    label: 'Tokens',
    hint: 'Input → output',
    width: 108,
    align: 'right',
    order: 'totalTokens',
    cell: ({ request }) => <RowTokens request={request} />,
    tip: (request) => <TokenTooltip request={request} />,
  },
  inputTokens: {
    label: 'Input tokens',
    width: 112,
    align: 'right',
    order: 'inputTokens',
    cell: tokens((usage) => usage.inputTokens),
  },
  cachedTokens: {
    label: 'Cached tokens',
    hint: 'Input that the provider had in its cache',
    width: 124,
    align: 'right',
    order: 'cachedInputTokens',
    cell: tokens((usage) => usage.cachedInputTokens),
  },
  outputTokens: {
    label: 'Output tokens',
    width: 120,
    align: 'right',
    order: 'outputTokens',
    cell: tokens((usage) => usage.outputTokens),
  },
  reasoningTokens: {
    label: 'Reasoning tokens',
    width: 140,
    align: 'right',
    order: 'reasoningTokens',
    cell: tokens((usage) => usage.reasoningTokens),
  },
  totalTokens: {
    label: 'Total tokens',
    width: 112,
    align: 'right',
    order: 'totalTokens',
    cell: tokens((usage) => usage.totalTokens),
  },
  cost: {
    label: 'Cost',
    width: 92,
    align: 'right',
    order: 'costUsd',
    cell: ({ request }) => <RowCost request={request} />,
    tip: costTip,
  },
  saved: {
    label: 'Saved',
    hint: 'What a cache hit would have cost',
    width: 96,
    align: 'right',
    order: 'savedUsd',
    cell: ({ request }) => <RowSaved request={request} />,
  },
  latency: {
    label: 'Latency',
    width: 88,
    align: 'right',
    order: 'latencyMs',
    cell: (props) => <RowLatency {...props} />,
    tip: () => 'Time to first token',
  },
  timeToFirstToken: {
    label: 'First token',
    hint: 'Time to first token',
    width: 104,
    align: 'right',
    order: 'timeToFirstTokenMs',
    cell: ({ request }) =>
      request.timeToFirstTokenMs === null ? <None /> : formatDuration(request.timeToFirstTokenMs),
  },
  tokensPerSecond: {
    label: 'Tokens/s',
    hint: 'Output tokens per second of streaming',
    width: 96,
    align: 'right',
    order: 'tokensPerSecond',
    cell: ({ request }) =>
      request.tokensPerSecond === null ? <None /> : formatShortCount(Math.round(request.tokensPerSecond)),
  },
  cache: {
    label: 'Cache',
    width: 96,
    entry: entryOf('cacheStatus'),
    cell: ({ request }) => <RowCache status={request.cacheStatus} />,
  },
  attempts: {
    label: 'Attempts',
    hint: 'Calls to providers that it took',
    width: 112,
    align: 'right',
    order: 'attemptCount',
    cell: ({ request }) => <RowAttempts request={request} />,
  },
  feedback: {
    label: 'Feedback',
    width: 96,
    cell: ({ request }) => <RowFeedback feedback={request.feedback} />,
  },
  scores: { label: 'Scores', width: 160, cell: ({ request }) => <RowScores scores={request.scores} /> },
  key: {
    label: 'API key',
    width: 136,
    entry: entryOf('apiKeyId'),
    cell: ({ request }) => <RowKey id={request.apiKeyId} />,
  },
};
