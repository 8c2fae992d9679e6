'use client';
import { Braces, Route } from 'lucide-react';
import { useMemo } from 'react';
import { CopyButton } from '../../../components/copy-button.tsx';
import { type IndexedJson, isContainer, pathOf, printValue, valueText } from './json-node.ts';

/** Where in the body the chosen value stands, and the ways to copy it. */
export function TreeStatus({ json, node, copied }: { json: IndexedJson; node: number; copied: number }) {
  const path = useMemo(() => pathOf(json, node), [json, node]);
  return (
    <div className="flex min-h-8 items-center gap-1 border-t border-line py-0.5 pr-1 pl-3">
      <p className="min-w-0 grow truncate font-mono text-xs text-muted" title={path}>
        <span className="sr-only">Chosen: </span>
        {path}
      </p>
      <CopyButton text={path} label="Copy path" iconOnly icon={<Route aria-hidden />} />
      <CopyButton
        text={() => (isContainer(json.index, node) ? printValue(json, node) : valueText(json, node))}
        label="Copy value"
        iconOnly
        icon={<Braces aria-hidden />}
      />
      <span role="status" className="sr-only">
        {copied > 0 && `Copied the value${copied % 2 === 0 ? ' ' : ''}`}
      </span>
    </div>
  );
}
