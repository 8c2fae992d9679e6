'use client';
import type { MouseEvent } from 'react';
import { formatAbsoluteTime, formatListTime } from '../../../../components/format-time.ts';
import { Tooltip } from '../../../../components/tooltip.tsx';
import type { CellProps } from '../columns/column.ts';

/** The time, as a link: a press opens the drawer, a press with another button or a modifier another tab. */
export function RowTime({ request, today, current, href }: CellProps) {
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
        href={href(id)}
        aria-label={`Request ${name ?? model ?? path} at ${shown}`}
        tabIndex={current ? 0 : -1}
        onClick={open}
        className="rounded-sm text-muted tabular-nums underline-offset-2 hover:text-ink hover:underline"
      >
        <time dateTime={createdAt}>{shown}</time>
      </a>
    </Tooltip>
  );
}
