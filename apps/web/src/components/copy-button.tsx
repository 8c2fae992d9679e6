'use client';
import { Check, Copy } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Button, type ButtonProps } from './button.tsx';
import { copyText } from './copy-text.ts';
import { IconButton } from './icon-button.tsx';

/** Milliseconds for which the button says that it has copied. */
const SHOWN_MS = 2_000;

interface CopyButtonProps extends Omit<ButtonProps, 'children' | 'onClick' | 'asChild'> {
  /** What is copied; made only when it is, where that takes time. */
  text: string | (() => string);
  /** What it copies: the accessible name, and the button's text unless `iconOnly`. */
  label?: string;
  iconOnly?: boolean;
  /** Tells buttons apart that stand side by side. */
  icon?: ReactNode;
  /** Told once the text is on the clipboard. */
  onCopied?: (() => void) | undefined;
}

/** Copies a text and says so, also to a screen reader. */
export function CopyButton({
  text,
  label = 'Copy',
  iconOnly = false,
  icon: given = <Copy aria-hidden />,
  onCopied,
  ...props
}: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);

  useEffect(() => {
    if (outcome === null) return undefined;
    const timer = setTimeout(() => setOutcome(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async (): Promise<void> => {
    setOutcome(null);
    const copied = await copyText(typeof text === 'string' ? text : text());
    setOutcome(copied ? 'copied' : 'failed');
    if (copied) onCopied?.();
  };
  const icon =
    outcome === 'copied' ? <Check aria-hidden className={iconOnly ? 'text-success' : undefined} /> : given;
  return (
    <>
      {iconOnly ? (
        <IconButton label={label} icon={icon} onClick={copy} {...props} />
      ) : (
        <Button onClick={copy} {...props}>
          {icon}
          {label}
        </Button>
      )}
      <span role="status" className="sr-only">
        {outcome === 'copied' && 'Copied'}
        {outcome === 'failed' && 'Copying did not work. Select the text and copy it by hand.'}
      </span>
    </>
  );
}
