'use client';
import { AlertDialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { FormError } from './form-error.tsx';
import { RememberOpener, useReturnFocus } from './return-focus.tsx';

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What will happen, and whether it can be undone. */
  description: ReactNode;
  confirmLabel: string;
  onConfirm: () => void;
  pending?: boolean;
  /** Why the last try failed. The dialog stays open. */
  error?: string | null;
}

/** Asks before something that can't be undone. Whoever opens it closes it when the work is done. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  description,
  confirmLabel,
  onConfirm,
  pending = false,
  error = null,
}: ConfirmDialogProps) {
  const { openerRef, onCloseAutoFocus } = useReturnFocus();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
        <Radix.Content
          onCloseAutoFocus={onCloseAutoFocus}
          className="fixed inset-x-3 bottom-3 z-50 animate-pop-in rounded-lg border border-line bg-surface p-5 shadow-high outline-none sm:inset-x-auto sm:top-[18vh] sm:bottom-auto sm:left-1/2 sm:w-full sm:max-w-104 sm:-translate-x-1/2"
        >
          <RememberOpener openerRef={openerRef} />
          <Radix.Title className="text-base font-semibold tracking-tight wrap-anywhere text-ink">
            {title}
          </Radix.Title>
          <Radix.Description className="mt-1.5 text-pretty text-muted">{description}</Radix.Description>
          {error !== null && <FormError className="mt-4">{error}</FormError>}
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Radix.Cancel asChild>
              <Button>Cancel</Button>
            </Radix.Cancel>
            <Button variant="danger" pending={pending} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
