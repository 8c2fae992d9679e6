'use client';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { sqlTables } from '@heliograph/contracts/sql-tables';
import { cn } from '../../components/cn.ts';

/** What statements may read: tables and their columns, to be put into the statement. */
export function SchemaTree({ onInsert }: { onInsert: (text: string) => void }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(['requests']));
  const toggle = (name: string): void =>
    setOpen((last) =>
      last.has(name) ? new Set([...last].filter((other) => other !== name)) : new Set([...last, name]),
    );
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-0.5">
      {sqlTables.map(({ name, about, columns }) => (
        <li key={name}>
          <div className="flex items-center">
            <button
              type="button"
              aria-expanded={open.has(name)}
              onClick={() => toggle(name)}
              className="flex min-w-0 flex-1 items-center gap-1 rounded-md px-1.5 py-1 text-left font-mono text-xs font-medium hover:bg-hover"
            >
              <ChevronRight
                aria-hidden
                className={cn(
                  'size-3.5 shrink-0 text-muted transition-transform',
                  open.has(name) && 'rotate-90',
                )}
              />
              <span className="truncate">{name}</span>
            </button>
            <button
              type="button"
              onClick={() => onInsert(name)}
              aria-label={`Insert ${name}`}
              className="rounded-md px-1.5 py-1 text-xs text-muted hover:bg-hover hover:text-ink"
            >
              Insert
            </button>
          </div>
          {open.has(name) && (
            <div className="mt-0.5 mb-2 ml-3 border-l border-line pl-2">
              <p className="px-1.5 py-1 text-xs text-pretty text-muted">{about}</p>
              <ul>
                {columns.map((column) => (
                  <li key={column.name}>
                    <button
                      type="button"
                      onClick={() => onInsert(column.name)}
                      title={`${column.type}: ${column.about}`}
                      className="block w-full rounded-md px-1.5 py-1 text-left hover:bg-hover"
                    >
                      <span className="flex items-baseline justify-between gap-2 font-mono text-xs">
                        <span className="truncate text-ink">{column.name}</span>
                        <span className="shrink-0 truncate text-faint">{shortType(column.type)}</span>
                      </span>
                      <span className="block truncate text-xs text-muted">{column.about}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The type without what says how it is stored. */
function shortType(type: string): string {
  return type
    .replace(/LowCardinality\((\w+)\)/, '$1')
    .replace(/Nullable\((.*)\)/, '$1?')
    .replace(/\(\d[^)]*\)/, '');
}
