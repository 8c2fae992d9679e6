import { Button } from '../../../components/button.tsx';
import { cn } from '../../../components/cn.ts';
import type { TileState } from '../query/use-answers.ts';

interface TileFailureProps {
  failure: NonNullable<TileState['failure']>;
  /** There is room for a few words: the rest is in the tooltip, and read out all the same. */
  isSmall: boolean;
  retrying: boolean;
  onRetry: () => void;
}

/** In place of a chart that couldn't be asked for: why, what to do about it, and once more. */
export function TileFailure({ failure, isSmall, retrying, onRetry }: TileFailureProps) {
  return (
    <div
      role="alert"
      className={cn(
        'flex min-h-0 grow flex-col items-center text-center',
        isSmall ? 'justify-between' : 'justify-center-safe gap-2 overflow-auto',
      )}
    >
      {isSmall && (
        <p aria-hidden title={failure.message} className="truncate text-muted">
          {shortly(failure.code)}
        </p>
      )}
      <p className={isSmall ? 'sr-only' : 'text-pretty text-muted'}>{failure.message}</p>
      <Button size="sm" onClick={onRetry} pending={retrying}>
        Try again
      </Button>
    </div>
  );
}

function shortly(code: string): string {
  return code === 'too_wide' ? 'Narrow the range' : 'Not loaded';
}
