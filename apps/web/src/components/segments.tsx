'use client';
import { ToggleGroup as Radix } from 'radix-ui';
import { cn } from './cn.ts';

interface SegmentsProps<Value extends string> {
  /** Accessible name. */
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
  className?: string;
}

/** One of two or three ways to look at the same thing. */
export function Segments<Value extends string>({
  label,
  value,
  options,
  onChange,
  className,
}: SegmentsProps<Value>) {
  const choose = (chosen: string): void => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <Radix.Root
      type="single"
      value={value}
      onValueChange={choose}
      aria-label={label}
      className={cn('inline-flex shrink-0 rounded-md border border-line bg-sunken p-px', className)}
    >
      {options.map((option) => (
        <Radix.Item
          key={option.value}
          value={option.value}
          className="h-5.5 rounded-[5px] px-2 text-xs font-medium text-muted hover:text-ink data-[state=on]:bg-raised data-[state=on]:text-ink data-[state=on]:shadow-low pointer-coarse:h-8"
        >
          {option.label}
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
