import { cn } from '../../../../components/cn.ts';
import { None } from './none.tsx';

interface RowTextProps {
  text: string | null;
  /** Shown on hover, where that is not the text itself. */
  title?: string | null;
  muted?: boolean;
}

/** A text that is cut where the column ends. */
export function RowText({ text, title = text, muted = false }: RowTextProps) {
  if (text === null || text === '') return <None />;
  return (
    <span title={title ?? undefined} className={cn('block truncate', muted && 'text-muted')}>
      {text}
    </span>
  );
}
