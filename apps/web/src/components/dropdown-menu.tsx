'use client';
import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export const DropdownMenu = Radix.Root;
export const DropdownMenuTrigger = Radix.Trigger;
export const DropdownMenuRadioGroup = Radix.RadioGroup;

interface DropdownMenuContentProps extends ComponentProps<typeof Radix.Content> {
  /** Where in the page it stands; at its end where none is given. */
  container?: HTMLElement | null;
}

export function DropdownMenuContent({ className, container, ...props }: DropdownMenuContentProps) {
  return (
    <Radix.Portal {...(container && { container })}>
      <Radix.Content
        sideOffset={6}
        collisionPadding={8}
        className={cn(
          'z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 animate-pop-in overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-high outline-none',
          className,
        )}
        {...props}
      />
    </Radix.Portal>
  );
}

const itemStyles =
  'flex h-8 cursor-default items-center gap-2 rounded-md px-2 text-sm text-ink outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover pointer-coarse:h-10 [&_svg]:size-4 [&_svg]:text-muted';

export function DropdownMenuItem({
  tone = 'neutral',
  className,
  ...props
}: ComponentProps<typeof Radix.Item> & { tone?: 'neutral' | 'danger' }) {
  return (
    <Radix.Item
      className={cn(itemStyles, tone === 'danger' && 'text-danger [&_svg]:text-danger', className)}
      {...props}
    />
  );
}

/** One of a set, marked where it is the chosen one. */
export function DropdownMenuRadioItem({
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem className={cn(itemStyles, className)} {...props}>
      {children}
      <Radix.ItemIndicator className="ml-auto pl-3">
        <Check aria-hidden />
      </Radix.ItemIndicator>
    </Radix.RadioItem>
  );
}

export function DropdownMenuLabel({ className, ...props }: ComponentProps<typeof Radix.Label>) {
  return (
    <Radix.Label className={cn('px-2 pt-1.5 pb-1 text-xs font-medium text-muted', className)} {...props} />
  );
}

export function DropdownMenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
