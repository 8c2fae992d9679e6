'use client';
import { type MouseEvent, type Ref, memo } from 'react';
import type { Request } from '@heliograph/contracts/request';
import { cn } from '../../../components/cn.ts';
import { formatAbsoluteTime, formatListTime } from '../../../components/format-time.ts';
import { Tooltip } from '../../../components/tooltip.tsx';
import type { FilterEntry } from '../filters/filter-parts.ts';
import { formatCost } from '../format/format-cost.ts';
import { formatShortCount } from '../format/format-count.ts';
import { formatDuration } from '../format/format-duration.ts';
import { formatFallback } from '../format/format-fallback.ts';
import { formatProvider } from '../format/format-provider.ts';
import { columnClass, columns } from './columns.ts';
import { FilterableCell } from './filterable-cell.tsx';
import { RowCost } from './row-cost.tsx';
import { StatusBadge } from './status-badge.tsx';
import { TokenTooltip } from './token-tooltip.tsx';

export interface RowActions {
  open: (id: string) => void;
  /** The page with the list as it is and that request open, for another tab. */
  href: (id: string) => string;
  focus: (id: string) => void;
  filter: (entry: FilterEntry) => void;
}

interface RequestRowProps {
  request: Request;
  /** Place among the rows, for the virtual list. */
  index: number;
  /** Start of the viewer's day, so that earlier rows name theirs. */
  today: number;
  /** Open in the drawer. */
  opened: boolean;
  /** The one the keyboard is on. */
  current: boolean;
  /** Two lines in one cell, for narrow pages. */
  compact: boolean;
  actions: RowActions;
  ref: Ref<HTMLTableRowElement>;
}

const cell = 'truncate border-b border-line px-2 py-0 align-middle';

/** A request in the list: a row of cells, on a narrow page two lines in one cell. */
export const RequestRow = memo(function RequestRow(props: RequestRowProps) {
  const { request, index, opened, current, compact, actions, ref } = props;
  return (
    <tr
      ref={ref}
      data-index={index}
      aria-rowindex={index + 2}
      data-request={request.id}
      tabIndex={current ? 0 : -1}
      aria-current={opened || undefined}
      onClick={() => actions.open(request.id)}
      onFocus={() => actions.focus(request.id)}
      className={cn(
        'h-11 cursor-default hover:bg-hover focus-visible:-outline-offset-2',
        opened && 'bg-accent-soft hover:bg-accent-soft',
      )}
    >
      {compact ? <CompactCell {...props} /> : <WideCells {...props} />}
    </tr>
  );
});

function WideCells(props: RequestRowProps) {
  const { request, current, actions } = props;
  const { model, provider, name, userId, sessionId } = request;
  const entry = (
    field: 'model' | 'name' | 'userId' | 'sessionId',
    value: string | null,
  ): FilterEntry | null => (value === null ? null : { field, value });
  const filterable = { onFilter: actions.filter, current };
  return (
    <>
      <td className={cn(cell, columnClass.time, 'pl-5 tabular-nums text-muted')}>
        <RowTime {...props} />
      </td>
      <td className={cn(cell, columnClass.status)}>
        <StatusBadge request={request} />
      </td>
      <FilterableCell entry={entry('model', model)} className={cn(cell, columnClass.model)} {...filterable}>
        <span className="block truncate leading-4 text-ink" title={model ?? ''}>
          {model}
        </span>
        <span className="block truncate text-xs text-faint">
          {[formatProvider(provider), describeAttempts(request)].filter(Boolean).join(' · ')}
        </span>
      </FilterableCell>
      <FilterableCell entry={entry('name', name)} className={cn(cell, columnClass.name)} {...filterable}>
        <span title={name ?? ''}>{name}</span>
      </FilterableCell>
      <FilterableCell entry={entry('userId', userId)} className={cn(cell, columnClass.user)} {...filterable}>
        <span title={userId ?? ''}>{userId}</span>
      </FilterableCell>
      <FilterableCell
        entry={entry('sessionId', sessionId)}
        className={cn(cell, columnClass.session)}
        {...filterable}
      >
        <span title={sessionId ?? ''}>{request.sessionName ?? sessionId}</span>
      </FilterableCell>
      <td className={cn(cell, columnClass.request, 'text-muted')}>{request.requestPreview || '—'}</td>
      <td className={cn(cell, columnClass.tokens, 'tabular-nums')}>
        <RowTokens request={request} />
      </td>
      <td className={cn(cell, columnClass.cost, 'tabular-nums')}>
        <RowCost request={request} />
      </td>
      <td className={cn(cell, columnClass.latency, 'pr-5 tabular-nums')}>
        <RowLatency request={request} />
      </td>
    </>
  );
}

function CompactCell(props: RequestRowProps) {
  const { request } = props;
  return (
    <td className="border-b border-line px-4 py-2 md:px-5" colSpan={columns.length}>
      <div className="flex items-center gap-2">
        <StatusBadge request={request} />
        <span className="truncate font-medium">{request.model ?? formatProvider(request.provider)}</span>
        <span className="ml-auto shrink-0 text-xs text-muted tabular-nums">
          <RowTime {...props} />
        </span>
      </div>
      <div className="mt-0.5 flex items-center gap-2 text-xs text-muted">
        <span className="truncate">
          {[describeAttempts(request), request.name, request.requestPreview].filter(Boolean).join(' · ')}
        </span>
        <span className="ml-auto shrink-0 tabular-nums">
          {request.usageSource !== 'none' && `${formatShortCount(request.usage.totalTokens)} tok · `}
          {request.costUsd !== null
            ? `${formatCost(request.costUsd)} · `
            : request.usageSource !== 'none' && 'no price · '}
          {formatDuration(request.latencyMs)}
        </span>
      </div>
    </td>
  );
}

/** The time, as a link: a press opens the drawer, a press with another button or a modifier another tab. */
function RowTime({ request, today, current, actions }: RequestRowProps) {
  const { id, createdAt, name, model, path } = request;
  const time = Date.parse(createdAt);
  const shown = formatListTime(time, today);
  const open = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) event.stopPropagation();
    else event.preventDefault();
  };
  return (
    <Tooltip
      content={<span className="tabular-nums">{formatAbsoluteTime(time, { milliseconds: true })}</span>}
    >
      <a
        href={actions.href(id)}
        aria-label={`Request ${name ?? model ?? path} at ${shown}`}
        tabIndex={current ? 0 : -1}
        onClick={open}
        className="rounded-sm underline-offset-2 hover:text-ink hover:underline"
      >
        <time dateTime={createdAt}>{shown}</time>
      </a>
    </Tooltip>
  );
}

/** Said only where it took more than a call. */
function describeAttempts({ attemptCount, fallbackIndex }: Request): string {
  if (fallbackIndex !== null) return formatFallback(fallbackIndex);
  return attemptCount > 1 ? `${attemptCount} attempts` : '';
}

function RowTokens({ request }: { request: Request }) {
  const { usage, usageSource } = request;
  if (usageSource === 'none') return <span className="text-faint">—</span>;
  return (
    <Tooltip content={<TokenTooltip request={request} />}>
      <span>
        {formatShortCount(usage.inputTokens)} <span className="text-faint">→</span>{' '}
        {formatShortCount(usage.outputTokens)}
      </span>
    </Tooltip>
  );
}

function RowLatency({ request }: { request: Request }) {
  const { latencyMs, timeToFirstTokenMs } = request;
  return (
    <>
      <span className="block leading-4">{formatDuration(latencyMs)}</span>
      {timeToFirstTokenMs !== null && (
        <Tooltip content="Time to first token">
          <span className="inline-block text-xs leading-4 text-faint">
            {formatDuration(timeToFirstTokenMs)}
          </span>
        </Tooltip>
      )}
    </>
  );
}
