import type { ReactNode } from 'react';

interface CheckFieldProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  hint: ReactNode;
  /** What is switched on by it. */
  children: ReactNode;
}

/** A box to tick in a form, with what it means below it. */
export function CheckField({ checked, onChange, hint, children }: CheckFieldProps) {
  return (
    <label className="flex items-start gap-2.5 text-ink">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 size-4 shrink-0 accent-(--accent-ink)"
      />
      <span>
        {children}
        <span className="block text-xs text-muted">{hint}</span>
      </span>
    </label>
  );
}
