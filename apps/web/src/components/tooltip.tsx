'use client';
import { Slot, Tooltip as Radix } from 'radix-ui';
import { type ComponentProps, type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';

/** How long the pointer rests before a tooltip shows. */
export const TOOLTIP_DELAY_MS = 350;

/** Wraps the app once, so that moving from one tooltip to the next shows it without delay. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={TOOLTIP_DELAY_MS} skipDelayDuration={200}>
      {children}
    </Radix.Provider>
  );
}

interface TooltipProps {
  content: ReactNode;
  side?: 'top' | 'right' | 'bottom' | 'left';
  /** What it belongs to: one element that can have the focus. */
  children: ReactElement;
  /** Shows at once. */
  isOpen?: boolean;
}

export function Tooltip({ content, side = 'top', children, isOpen = false }: TooltipProps) {
  return (
    <Radix.Root defaultOpen={isOpen}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <TooltipContent side={side}>{content}</TooltipContent>
    </Radix.Root>
  );
}

/** What a tooltip says, over everything else. */
export function TooltipContent(props: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={6}
        collisionPadding={8}
        className="z-60 max-w-72 animate-fade-in rounded-md bg-ink px-2 py-1 text-xs text-canvas shadow-high"
        {...props}
      />
    </Radix.Portal>
  );
}

/**
 * A tooltip of one among hundreds, which come and go while somebody scrolls: it is made when the pointer rests on the
 * element, not with it. For elements that can't have the focus.
 */
export function PointerTooltip({ children, ...tooltip }: Omit<TooltipProps, 'isOpen'>) {
  const [made, setMade] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (made) {
    return (
      <Tooltip isOpen {...tooltip}>
        {children}
      </Tooltip>
    );
  }
  return (
    <Slot.Root
      onPointerEnter={() => (timer.current = setTimeout(() => setMade(true), TOOLTIP_DELAY_MS))}
      onPointerLeave={() => clearTimeout(timer.current)}
    >
      {children}
    </Slot.Root>
  );
}
