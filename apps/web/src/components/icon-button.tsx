'use client';
import type { ReactNode } from 'react';
import { Button, type ButtonProps } from './button.tsx';
import { cn } from './cn.ts';
import { Tooltip } from './tooltip.tsx';

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'asChild'> {
  /** Accessible name, and the tooltip. */
  label: string;
  icon: ReactNode;
  /** Leaves out the tooltip, where the label would only repeat what stands beside. */
  hideTooltip?: boolean;
}

/** A square button of one icon. */
export function IconButton({
  label,
  icon,
  hideTooltip = false,
  variant = 'ghost',
  size = 'sm',
  className,
  ...props
}: IconButtonProps) {
  const button = (
    <Button
      aria-label={label}
      variant={variant}
      size={size}
      className={cn(
        'px-0',
        size === 'sm' && 'w-7 pointer-coarse:w-9',
        size === 'md' && 'w-8 pointer-coarse:w-10',
        size === 'lg' && 'w-9 pointer-coarse:w-11',
        '[&_svg]:size-4',
        className,
      )}
      {...props}
    >
      {icon}
    </Button>
  );
  return hideTooltip ? button : <Tooltip content={label}>{button}</Tooltip>;
}
