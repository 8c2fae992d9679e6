'use client';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';
import { IconButton } from './icon-button.tsx';
import { RememberOpener, useReturnFocus } from './return-focus.tsx';

export const Sheet = Radix.Root;
export const SheetTrigger = Radix.Trigger;

interface SheetContentProps extends Omit<ComponentProps<typeof Radix.Content>, 'title'> {
  title: string;
  /** In place of the title's text, where the head shows more than that. */
  header?: ReactNode;
  /** Beside the button that closes. */
  actions?: ReactNode;
  side?: 'left' | 'right';
}

/** A drawer at the edge of the page. Its width comes with `className`, `max-w-120` if none is given. */
export function SheetContent({
  title,
  header,
  actions,
  side = 'right',
  className,
  children,
  ...props
}: SheetContentProps) {
  const { openerRef, onCloseAutoFocus } = useReturnFocus();
  return (
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
      <Radix.Content
        onCloseAutoFocus={onCloseAutoFocus}
        aria-describedby={undefined}
        className={cn(
          'fixed inset-y-0 z-50 flex w-full max-w-120 flex-col bg-surface shadow-high outline-none',
          side === 'right' && 'right-0 animate-slide-in-right border-l border-line',
          side === 'left' && 'left-0 animate-slide-in-left border-r border-line',
          className,
        )}
        {...props}
      >
        <RememberOpener openerRef={openerRef} />
        <div className="flex h-12 shrink-0 items-center justify-between gap-3 border-b border-line pr-2.5 pl-4">
          <Radix.Title
            className={header === undefined ? 'truncate text-base font-semibold tracking-tight' : 'sr-only'}
          >
            {title}
          </Radix.Title>
          {header}
          <div className="flex items-center gap-1">
            {actions}
            <Radix.Close asChild>
              <IconButton label="Close" icon={<X aria-hidden />} hideTooltip />
            </Radix.Close>
          </div>
        </div>
        <div className="relative min-h-0 grow overflow-y-auto">{children}</div>
      </Radix.Content>
    </Radix.Portal>
  );
}
