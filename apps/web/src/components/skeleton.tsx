import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** A grey bar in the place of what is loading. Say that it loads once, on the parent: `<div role="status">`. */
export function Skeleton({ className, ...props }: ComponentProps<'div'>) {
  return <div aria-hidden className={cn('h-4 animate-shimmer rounded-sm bg-active', className)} {...props} />;
}
