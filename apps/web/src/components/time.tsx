'use client';
import { formatAbsoluteTime, formatDate, formatRelativeTime } from './format-time.ts';
import { Tooltip } from './tooltip.tsx';
import { useNow } from './use-now.ts';

interface TimeProps {
  /** ISO 8601. */
  value: string;
  /** Absolute where seconds matter more than age. */
  format?: 'relative' | 'absolute';
  className?: string;
}

/** A moment as its age, with date, time and zone in a tooltip. The server, which knows no zone, shows the date in UTC. */
export function Time({ value, format = 'relative', className }: TimeProps) {
  const now = useNow();
  const time = Date.parse(value);
  if (now === null) {
    return (
      <time dateTime={value} className={className}>
        {formatDate(time, 'UTC')}
      </time>
    );
  }
  const absolute = formatAbsoluteTime(time);
  return (
    <Tooltip content={<span className="tabular-nums">{absolute}</span>}>
      <time dateTime={value} className={className}>
        {format === 'absolute' ? absolute : formatRelativeTime(time, now)}
      </time>
    </Tooltip>
  );
}
