import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

// Our shadows have names of their own; without this they would count as shadow colours.
const merge = extendTailwindMerge({ extend: { theme: { shadow: ['low', 'high'] } } });

/** Joins class names; of two that set the same property the later one stays. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
