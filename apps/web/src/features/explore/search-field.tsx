'use client';
import { Search } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { useEffect, useState } from 'react';
import { Input } from '../../components/input.tsx';

/** Milliseconds without a key until what is written is searched for. */
const PAUSE_MS = 250;

/** What is searched for; it stands in the URL. */
export function useSearch(): [string, (text: string) => void] {
  const [text, setText] = useQueryState(
    'search',
    parseAsString.withDefault('').withOptions({ history: 'replace' }),
  );
  return [text, (next) => void setText(next === '' ? null : next)];
}

interface SearchFieldProps {
  label: string;
  value: string;
  onSearch: (text: string) => void;
}

/** A field that searches as one writes. */
export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const [draft, setDraft] = useState(value);
  const [known, setKnown] = useState(value);
  // The way back in the history changes it, too.
  if (known !== value) {
    setKnown(value);
    if (draft.trim() !== value) setDraft(value);
  }
  useEffect(() => {
    const text = draft.trim();
    if (text === value) return undefined;
    const timer = setTimeout(() => onSearch(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, value, onSearch]);
  return (
    <div className="relative max-w-80">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-muted"
      />
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onSearch(draft.trim());
        }}
        className="pl-8"
      />
    </div>
  );
}
