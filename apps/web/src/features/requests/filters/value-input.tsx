'use client';
import { useId } from 'react';
import { Input } from '../../../components/input.tsx';

interface ValueInputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Shown below, one press each. */
  proposals: string[];
  onPick: (value: string) => void;
  autoFocus?: boolean;
}

/** A field for a value, with the values of the rows at hand below it. */
export function ValueInput({
  label,
  value,
  onChange,
  proposals,
  onPick,
  autoFocus = false,
}: ValueInputProps) {
  const id = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-xs font-medium text-muted">
        {label}
      </label>
      <Input
        id={id}
        value={value}
        autoFocus={autoFocus}
        autoComplete="off"
        spellCheck={false}
        maxLength={1024}
        onChange={(event) => onChange(event.target.value)}
      />
      {proposals.length > 0 && (
        <ul className="-mx-1 max-h-52 overflow-y-auto" aria-label="Values in the list">
          {proposals.map((proposal) => (
            <li key={proposal}>
              <button
                type="button"
                className="block w-full truncate rounded-md px-2 py-1 text-left text-sm text-ink hover:bg-hover focus-visible:-outline-offset-2 pointer-coarse:py-2"
                onClick={() => onPick(proposal)}
              >
                {proposal}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
