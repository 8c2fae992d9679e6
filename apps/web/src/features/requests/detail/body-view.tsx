'use client';
import { useMemo, useState } from 'react';
import type { RequestBody } from '@heliograph/contracts/request';
import { Button } from '../../../components/button.tsx';
import { CodeBlock } from '../../../components/code-block.tsx';
import { prettyJson } from '../conversation/json.ts';
import { formatBytes } from '../format/format-count.ts';
import { LARGE_BODY } from './large-body.ts';

/** What is drawn of a large one until then. */
const EXCERPT = 16 * 1024;

/** A body as text, JSON indented. Large ones are shown in part first. */
export function BodyView({ name, body }: { name: string; body: RequestBody }) {
  const [whole, setWhole] = useState(false);
  const { text } = body;
  const large = text !== null && text.length > LARGE_BODY && !whole;
  const shown = useMemo(
    () => (text === null ? '' : large ? text.slice(0, EXCERPT) : prettyJson(text)),
    [text, large],
  );
  const about = [formatBytes(body.bytes), body.contentType].filter(Boolean).join(' · ');
  if (text === null) {
    return (
      <p className="rounded-lg border border-line px-3 py-6 text-center text-muted">
        {body.omitted
          ? `${name}: not kept, as the caller asked (${about}).`
          : body.bytes === 0
            ? `${name}: empty.`
            : `${name}: not text, or no longer kept (${about}).`}
      </p>
    );
  }
  const isJson = shown.startsWith('{') || shown.startsWith('[');
  return (
    <div className="grid grid-cols-1 gap-2">
      {body.truncated && (
        <p className="rounded-lg bg-warning-soft px-3 py-2 text-warning">
          Cut at the capture limit; the whole body had {formatBytes(body.bytes)}.
        </p>
      )}
      <CodeBlock
        title={`${name} · ${about}`}
        code={shown}
        copyText={text}
        copyLabel={`Copy ${name.toLowerCase()}`}
        language={isJson ? 'json' : 'text'}
        maxHeightClass="max-h-none"
        wrap
        actions={
          large && (
            <Button size="sm" onClick={() => setWhole(true)}>
              Show all {formatBytes(text.length)}
            </Button>
          )
        }
      />
      {large && <p className="text-xs text-muted">These are the first {formatBytes(EXCERPT)}.</p>}
    </div>
  );
}
