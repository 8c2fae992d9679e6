'use client';
import type { Request } from '@heliograph/contracts/request';
import type { MouseEvent } from 'react';
import { formatAbsoluteTime, formatListTime } from '../../../../components/format-time.ts';
import type { CellProps } from '../columns/column.ts';

/** The time, as a link: a press opens the drawer, a press with another button or a modifier another tab. */
export function RowTime({ request, today, timeZone, current, href }: CellProps) {
  const { id, createdAt, name, model, path } = request;
  // A time in another zone would be a wrong one: until the viewer's is known, its place stays empty.
  const shown = timeZone === null ? null : formatListTime(Date.parse(createdAt), today, timeZone);
  const open = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) event.stopPropagation();
    else event.preventDefault();
  };
  return (
    <a
      href={href(id)}
      aria-label={`Request ${name ?? model ?? path}${shown === null ? '' : ` at ${shown}`}`}
      data-tip="time"
      tabIndex={current ? 0 : -1}
      onClick={open}
      className="rounded-sm text-muted tabular-nums underline-offset-2 hover:text-ink hover:underline"
    >
      <time dateTime={createdAt}>{shown ?? '\u00a0'}</time>
    </a>
  );
}

/** Date, time and zone in full. */
export function timeTip({ createdAt }: Request) {
  return (
    <span className="tabular-nums">{formatAbsoluteTime(Date.parse(createdAt), { milliseconds: true })}</span>
  );
}
