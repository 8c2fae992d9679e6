'use client';
import { useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { cn } from '../../../components/cn.ts';
import { LazyText } from '../../../components/lazy-text.tsx';
import { formatShortCount } from '../format/format-count.ts';

/** Longer texts (characters) are folded first. */
const FOLD = 4_000;

/** Plain text with its line breaks; a long one can be unfolded. */
export function LongText({
  text,
  mono = false,
  className,
}: {
  text: string;
  mono?: boolean;
  className?: string;
}) {
  const [whole, setWhole] = useState(false);
  const folded = text.length > FOLD && !whole;
  return (
    <div className={className}>
      <p
        className={cn('wrap-anywhere whitespace-pre-wrap', mono && 'font-mono text-xs leading-5')}
        dir="auto"
      >
        {folded ? `${text.slice(0, FOLD)}…` : <LazyText text={text} />}
      </p>
      {folded && (
        <Button size="sm" className="mt-1.5" onClick={() => setWhole(true)}>
          Show all {formatShortCount(text.length)} characters
        </Button>
      )}
    </div>
  );
}
