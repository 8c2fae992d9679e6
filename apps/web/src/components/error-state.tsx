'use client';
import { RotateCw, TriangleAlert } from 'lucide-react';
import { Button } from './button.tsx';
import { cn } from './cn.ts';

interface ErrorStateProps {
  title?: string;
  /** What is wrong and what to do about it. */
  message: string;
  onRetry?: () => void;
  retrying?: boolean;
  className?: string;
}

/** In the place of what couldn't be loaded. */
export function ErrorState({
  title = 'This could not be loaded',
  message,
  onRetry,
  retrying = false,
  className,
}: ErrorStateProps) {
  return (
    <div role="alert" className={cn('flex flex-col items-center gap-1 px-6 py-14 text-center', className)}>
      <TriangleAlert aria-hidden className="mb-2 size-6 stroke-[1.5] text-danger" />
      <p className="text-base font-medium text-ink">{title}</p>
      <p className="max-w-104 text-pretty text-muted">{message}</p>
      {onRetry && (
        <Button className="mt-4" onClick={onRetry} pending={retrying}>
          {!retrying && <RotateCw aria-hidden />}
          Try again
        </Button>
      )}
    </div>
  );
}
