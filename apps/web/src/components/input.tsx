import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** 16 px on touch screens: Safari zooms into smaller fields. */
export const inputStyles =
  'h-8 w-full min-w-0 rounded-md border border-line-strong bg-raised px-2.5 text-sm text-ink shadow-low transition-colors placeholder:text-faint hover:border-muted focus-visible:border-focus focus-visible:outline-2 focus-visible:-outline-offset-1 disabled:cursor-not-allowed disabled:opacity-60 [[readonly]]:bg-sunken aria-invalid:border-danger aria-invalid:focus-visible:outline-danger pointer-coarse:h-10 pointer-coarse:text-lg';

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(inputStyles, className)} {...props} />;
}
