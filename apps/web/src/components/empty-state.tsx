import type { ReactNode } from 'react';
import { cn } from './cn.ts';

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  description?: ReactNode;
  /** What to do about it: a button or link. */
  action?: ReactNode;
  className?: string;
}

export function EmptyState({ icon, title, description, action, className }: EmptyStateProps) {
  return (
    <div className={cn('flex flex-col items-center gap-1 px-6 py-14 text-center', className)}>
      {icon && <div className="mb-2 text-faint [&_svg]:size-6 [&_svg]:stroke-[1.5]">{icon}</div>}
      <p className="text-base font-medium text-ink">{title}</p>
      {description && <div className="max-w-104 text-pretty text-muted">{description}</div>}
      {action && <div className="mt-4 flex gap-2">{action}</div>}
    </div>
  );
}
