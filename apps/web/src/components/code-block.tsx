'use client';
import { type ReactNode, useMemo } from 'react';
import { cn } from './cn.ts';
import { CopyButton } from './copy-button.tsx';
import { type CodeLanguage, highlightCode, type TokenKind } from './highlight-code.ts';
import { LazyText } from './lazy-text.tsx';

interface CodeBlockProps {
  code: string;
  language?: CodeLanguage;
  title?: ReactNode;
  /** Accessible name of the button that copies. */
  copyLabel?: string;
  /** What is copied, where that isn't the code shown. */
  copyText?: string;
  /** Breaks long lines instead of scrolling sideways. */
  wrap?: boolean;
  /** Beside the button that copies. */
  actions?: ReactNode;
  /** Grows up to here, then scrolls: a `max-h-…` class. */
  maxHeightClass?: string;
  className?: string;
}

const colours: Record<TokenKind, string | undefined> = {
  plain: undefined,
  key: 'text-info',
  string: 'text-success',
  number: 'text-accent-ink',
  keyword: 'text-accent-ink',
  comment: 'text-faint',
};

export function CodeBlock({
  code,
  language = 'text',
  title,
  copyLabel = 'Copy',
  copyText = code,
  wrap = false,
  actions,
  maxHeightClass = 'max-h-120',
  className,
}: CodeBlockProps) {
  const tokens = useMemo(() => highlightCode(code, language), [code, language]);
  return (
    <figure className={cn('overflow-hidden rounded-lg border border-line bg-sunken', className)}>
      <figcaption className="flex h-9 items-center justify-between gap-3 border-b border-line pr-1 pl-3 pointer-coarse:h-11">
        <span className="truncate text-xs font-medium text-muted">{title}</span>
        <span className="flex items-center gap-1">
          {actions}
          <CopyButton text={copyText} label={copyLabel} iconOnly />
        </span>
      </figcaption>
      {/* Focusable, so that the keyboard can scroll it. */}
      <pre
        tabIndex={0}
        className={cn(
          'overflow-auto p-3 font-mono text-xs leading-5 text-ink focus-visible:-outline-offset-2',
          wrap && 'wrap-anywhere whitespace-pre-wrap',
          maxHeightClass,
        )}
      >
        <code>
          {tokens.map(({ kind, text }, index) =>
            colours[kind] === undefined ? (
              <LazyText key={index} text={text} />
            ) : (
              <span key={index} className={colours[kind]}>
                {text}
              </span>
            ),
          )}
        </code>
      </pre>
    </figure>
  );
}
