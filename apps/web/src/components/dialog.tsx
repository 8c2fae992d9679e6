'use client';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';
import { IconButton } from './icon-button.tsx';
import { RememberOpener, useReturnFocus } from './return-focus.tsx';

/** `<Dialog open onOpenChange>` around a DialogTrigger and a DialogContent. */
export const Dialog = Radix.Root;
export const DialogTrigger = Radix.Trigger;
export const DialogClose = Radix.Close;

interface DialogContentProps extends Omit<ComponentProps<typeof Radix.Content>, 'title'> {
  title: string;
  description?: ReactNode;
}

/** A window over the page, with a title and a button that closes it. On a phone it sits at the lower edge. */
export function DialogContent({ title, description, className, children, ...props }: DialogContentProps) {
  const { openerRef, onCloseAutoFocus } = useReturnFocus();
  return (
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
      <Radix.Content
        onCloseAutoFocus={onCloseAutoFocus}
        {...(description === undefined && { 'aria-describedby': undefined })}
        className={cn(
          'fixed inset-x-3 bottom-3 z-50 flex max-h-[calc(100dvh-1.5rem)] animate-pop-in flex-col overflow-hidden rounded-lg border border-line bg-surface shadow-high outline-none',
          'sm:inset-x-auto sm:top-[14vh] sm:bottom-auto sm:left-1/2 sm:max-h-[80vh] sm:w-full sm:max-w-116 sm:-translate-x-1/2',
          className,
        )}
        {...props}
      >
        <RememberOpener openerRef={openerRef} />
        <div className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
          <div className="min-w-0">
            <Radix.Title className="text-base font-semibold tracking-tight text-ink">{title}</Radix.Title>
            {description && (
              <Radix.Description className="mt-1 text-pretty text-muted">{description}</Radix.Description>
            )}
          </div>
          <Radix.Close asChild>
            <IconButton label="Close" icon={<X aria-hidden />} hideTooltip className="-mt-1 -mr-2" />
          </Radix.Close>
        </div>
        <div className="relative min-h-0 overflow-y-auto px-5 pt-1 pb-5">{children}</div>
      </Radix.Content>
    </Radix.Portal>
  );
}

/** The row of buttons at the end of a dialog. */
export function DialogFooter({ children }: { children: ReactNode }) {
  return <div className="mt-5 flex flex-wrap justify-end gap-2">{children}</div>;
}
