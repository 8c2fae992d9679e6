import { cn } from '../../../components/cn.ts';
import type { Change } from '../prepare/describe-change.ts';

const arrows = { up: '↑', down: '↓', same: '' } as const;

/** How a figure differs from the period before. */
export function ChangeMark({ change, before }: { change: Change; before: string | null }) {
  return (
    <span
      title={before === null ? undefined : `Period before: ${before}`}
      className={cn(
        'text-xs font-medium whitespace-nowrap tabular-nums',
        change.tone === 'good' && 'text-success',
        change.tone === 'bad' && 'text-danger',
        change.tone === 'neutral' && 'text-muted',
      )}
    >
      {arrows[change.direction] !== '' && <span aria-hidden>{arrows[change.direction]} </span>}
      {change.text}
      <span className="sr-only"> beside the period before{before === null ? '' : `, ${before}`}</span>
    </span>
  );
}
