'use client';
import type { ViewLayout } from '@heliograph/contracts/request-view';
import { Rows3, Rows4 } from 'lucide-react';
import { ToggleGroup } from 'radix-ui';

type Density = ViewLayout['density'];

const options = [
  { value: 'comfortable', label: 'Comfortable', icon: Rows3 },
  { value: 'compact', label: 'Compact', icon: Rows4 },
] as const;

/** How high the rows are. */
export function DensitySwitch({ value, onChange }: { value: Density; onChange: (density: Density) => void }) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label="Density"
      value={value}
      onValueChange={(chosen) => {
        const option = options.find((candidate) => candidate.value === chosen);
        if (option !== undefined) onChange(option.value);
      }}
      className="flex rounded-md border border-line bg-sunken p-0.5"
    >
      {options.map(({ value: option, label, icon: Icon }) => (
        <ToggleGroup.Item
          key={option}
          value={option}
          className="inline-flex h-6 items-center gap-1.5 rounded-sm px-2 text-xs text-muted hover:text-ink data-[state=on]:bg-raised data-[state=on]:font-medium data-[state=on]:text-ink data-[state=on]:shadow-low pointer-coarse:h-9"
        >
          <Icon aria-hidden className="size-3.5" />
          {label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
