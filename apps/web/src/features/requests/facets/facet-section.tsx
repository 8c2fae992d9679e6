'use client';
import type { Facet } from '@heliograph/contracts/facets';
import type { FilterField } from '@heliograph/contracts/filter';
import { ChevronRight } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { cn } from '../../../components/cn.ts';
import { Input } from '../../../components/input.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import type { EntryState, FilterEntry } from '../filters/filter-parts.ts';
import { facetLabel } from './facet-fields.ts';
import { FacetValue } from './facet-value.tsx';

interface FacetSectionProps {
  field: FilterField;
  open: boolean;
  onToggle: () => void;
  /** Undefined until it has come. */
  facet: Facet | undefined;
  stale: boolean;
  /** Those that the filter names: they are listed, whether a request has them or not. */
  chosen: readonly FilterEntry['value'][];
  stateOf: (entry: FilterEntry) => EntryState;
  onEntry: (entry: FilterEntry, want: 'included' | 'excluded') => void;
  showValue: (value: FilterEntry['value']) => string;
}

/** A field with its values, the most frequent first. Of one with many, the others are typed. */
export function FacetSection(props: FacetSectionProps) {
  const { field, open, onToggle, facet, stale, chosen, stateOf, onEntry, showValue } = props;
  const id = useId();
  const label = facetLabel(field);
  const counted = facet?.values ?? [];
  const others = chosen.filter((value) => !counted.some((known) => known.value === value));
  const values = [
    ...counted,
    ...others.map((value) => ({ value, requests: facet?.cut === false ? 0 : null })),
  ];
  return (
    <section aria-labelledby={`${id}-label`} className="border-b border-line py-1 last:border-b-0">
      <button
        type="button"
        id={`${id}-label`}
        aria-expanded={open}
        aria-controls={`${id}-values`}
        onClick={onToggle}
        className="flex h-8 w-full items-center gap-1.5 rounded-md px-1 text-left font-medium hover:bg-hover focus-visible:-outline-offset-2 pointer-coarse:h-10"
      >
        <ChevronRight
          aria-hidden
          className={cn('size-3.5 shrink-0 text-muted transition-transform', open && 'rotate-90')}
        />
        <span className="truncate">{label}</span>
      </button>
      <div id={`${id}-values`} hidden={!open} aria-busy={stale}>
        {open && facet === undefined && (
          <div role="status" className="grid gap-3 px-2 py-2">
            <span className="sr-only">Counting values</span>
            <Skeleton className="h-3.5 w-4/5" />
            <Skeleton className="h-3.5 w-3/5" />
          </div>
        )}
        {facet !== undefined && values.length === 0 && (
          <p className="px-2 py-1.5 text-xs text-muted">No request has one.</p>
        )}
        <ul aria-label={label}>
          {values.map(({ value, requests }) => {
            const entry = { field, value };
            return (
              <FacetValue
                key={String(value)}
                label={showValue(value)}
                requests={requests}
                stale={stale}
                state={stateOf(entry)}
                onInclude={() => onEntry(entry, 'included')}
                onExclude={() => onEntry(entry, 'excluded')}
              />
            );
          })}
        </ul>
        {facet?.cut === true && (
          <OtherValue label={label} onChoose={(value) => onEntry({ field, value }, 'included')} />
        )}
      </div>
    </section>
  );
}

/** For a value beyond those that are listed. */
function OtherValue({ label, onChoose }: { label: string; onChoose: (value: string) => void }) {
  const [typed, setTyped] = useState('');
  const choose = (event: FormEvent): void => {
    event.preventDefault();
    const value = typed.trim();
    if (value === '') return;
    onChoose(value);
    setTyped('');
  };
  return (
    <form onSubmit={choose} className="px-1 pt-1 pb-1.5">
      <Input
        aria-label={`Another value of ${label}`}
        placeholder="Another value, then Enter"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={1024}
        className="h-7 text-xs"
      />
    </form>
  );
}
