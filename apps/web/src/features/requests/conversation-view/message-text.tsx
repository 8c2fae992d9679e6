'use client';
import { useMemo, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { cn } from '../../../components/cn.ts';
import { CodeBlock } from '../../../components/code-block.tsx';
import { LazyText } from '../../../components/lazy-text.tsx';
import { formatShortCount } from '../format/format-count.ts';
import { parseJson, prettyJson } from '../conversation/json.ts';
import { useMayHold } from './find-words.ts';
import { MarkdownText } from './markdown-text.tsx';

/** Longer texts (characters) are folded first. */
const FOLD = 4_000;
/** Longer texts stay as they are: to read them as Markdown would take too long. */
const MOST_MARKDOWN = 50_000;

interface MessageTextProps {
  text: string;
  /** Read as Markdown, and JSON indented; else drawn as it stands. */
  rendered?: boolean;
  mono?: boolean;
  className?: string | undefined;
}

/** A text of a message; a long one can be unfolded. */
export function MessageText({ text, rendered = false, mono = false, className }: MessageTextProps) {
  const [whole, setWhole] = useState(false);
  const isWanted = useMayHold(text);
  const json = useMemo(() => (rendered ? jsonOf(text) : null), [rendered, text]);
  if (json !== null) return <CodeBlock code={json} copyText={text} language="json" title="JSON" wrap />;
  const folded = text.length > FOLD && !whole && !isWanted;
  const shown = folded ? `${text.slice(0, FOLD)}…` : text;
  return (
    <div className={className}>
      {rendered && shown.length <= MOST_MARKDOWN ? (
        <MarkdownText text={shown} />
      ) : (
        <p
          className={cn('wrap-anywhere whitespace-pre-wrap', mono && 'font-mono text-xs leading-5')}
          dir="auto"
        >
          <LazyText text={shown} />
        </p>
      )}
      {folded && (
        <Button size="sm" className="mt-1.5" onClick={() => setWhole(true)}>
          Show all {formatShortCount(text.length)} characters
        </Button>
      )}
    </div>
  );
}

/** An answer in JSON mode, indented; null for any other text and for one that is too long to be read at once. */
function jsonOf(text: string): string | null {
  if (text.length > MOST_MARKDOWN || !/^\s*[[{]/.test(text)) return null;
  const value = parseJson(text);
  return typeof value === 'object' && value !== null ? prettyJson(text) : null;
}
