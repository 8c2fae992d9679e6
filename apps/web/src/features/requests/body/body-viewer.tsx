'use client';
import { Copy } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { RequestBody } from '@heliograph/contracts/request';
import { CopyButton } from '../../../components/copy-button.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { Segments } from '../../../components/segments.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { formatBytes, formatCount } from '../format/format-count.ts';
import type { BodyDocument, BodyView } from './body-document.ts';
import { ExpandMenu } from './expand-menu.tsx';
import { FindField } from './find-field.tsx';
import type { OpenNodes } from './json-rows.ts';
import { JsonTree } from './json-tree.tsx';
import { TextLinesView } from './text-lines-view.tsx';
import { type OpenBody, useBodyDocument } from './use-body-document.ts';
import { useFind } from './use-find.ts';

/** A body as it was sent: JSON as a tree, anything else as text; both can be searched. */
export function BodyViewer({ name, body }: { name: string; body: RequestBody }) {
  const about = [formatBytes(body.bytes), body.contentType].filter(Boolean).join(' · ');
  if (body.text === null || body.text === '') {
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
  return (
    <section aria-label={name} className="grid grid-cols-1 gap-2">
      {body.truncated && (
        <p className="rounded-lg bg-warning-soft px-3 py-2 text-warning">
          Cut at the capture limit: the first {formatBytes(body.text.length)} of {formatBytes(body.bytes)}{' '}
          were kept.
        </p>
      )}
      <ReadBody name={name} about={about} text={body.text} />
    </section>
  );
}

function ReadBody({ name, about, text }: { name: string; about: string; text: string }) {
  const body = useBodyDocument(text);
  if (body === null) {
    return <ErrorState message="This browser could not read the body. Copy it and read it elsewhere." />;
  }
  if (body === undefined) {
    return (
      <div role="status" className="grid gap-2 rounded-lg border border-line p-3">
        <span className="text-xs text-muted">Reading {about} …</span>
        <Skeleton className="h-40" />
      </div>
    );
  }
  return <ShownBody name={name} about={about} body={body} />;
}

const views = [
  { value: 'tree', label: 'Tree' },
  { value: 'text', label: 'Text' },
] as const;

function ShownBody({ name, about, body }: { name: string; about: string; body: OpenBody }) {
  const { document } = body;
  const [chosen, setView] = useState<BodyView>('tree');
  const [depth, setDepth] = useState<{ open: OpenNodes } | null>(null);
  const view = document.kind === 'json' ? chosen : 'text';
  const find = useFind(body, view);
  const fieldRef = useRef<HTMLInputElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    // The browser's own search finds only what is drawn.
    if ((event.ctrlKey || event.metaKey) && event.key === 'f') {
      event.preventDefault();
      fieldRef.current?.select();
    }
  };
  const note = noteOn(document);
  return (
    <figure className="overflow-hidden rounded-lg border border-line bg-sunken" onKeyDown={onKeyDown}>
      <figcaption className="flex items-center justify-between gap-2 px-3 pt-1.5 text-xs font-medium text-muted">
        <span className="truncate">
          {name} · {about}
        </span>
        {document.kind === 'json' && (
          <Segments label={`Show ${name.toLowerCase()} as`} value={view} options={views} onChange={setView} />
        )}
      </figcaption>
      <div className="flex flex-wrap items-center gap-1 border-b border-line px-2 pt-1 pb-1.5">
        <FindField ref={fieldRef} find={find} label={`Find in ${name.toLowerCase()}`} />
        {document.kind === 'json' && view === 'tree' && (
          <ExpandMenu index={document.index} onOpen={(open) => setDepth({ open })} />
        )}
        <CopyButton
          text={document.text}
          label={`Copy ${name.toLowerCase()}`}
          iconOnly
          icon={<Copy aria-hidden />}
        />
      </div>
      {note !== null && <p className="border-b border-line px-3 py-1.5 text-xs text-muted">{note}</p>}
      {document.kind === 'json' && view === 'tree' ? (
        <JsonTree json={document} label={name} find={find} depth={depth} />
      ) : (
        <TextLinesView text={document.text} label={name} find={find} />
      )}
    </figure>
  );
}

/** Why a body that looks like JSON is shown as text; null where that needs no word. */
function noteOn(document: BodyDocument): string | null {
  if (document.kind === 'json') return null;
  if (document.fault === null) return 'Too many values for a tree, so it is shown as text.';
  if (!/^\s*[[{"]/.test(document.text.slice(0, 100))) return null;
  return `Not JSON from character ${formatCount(document.fault + 1)} on, so it is shown as text.`;
}
