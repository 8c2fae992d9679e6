'use client';
import { type ChosenRange, isRelative, relativeRangeNames } from '@heliograph/contracts/chosen-range';
import { CalendarClock, Check, ChevronDown } from 'lucide-react';
import { Popover, ToggleGroup } from 'radix-ui';
import { useState } from 'react';
import { cn } from '../../components/cn.ts';
import { inputStyles } from '../../components/input.tsx';
import { useHydrated } from '../../components/use-hydrated.ts';
import { AbsoluteRangeForm } from './absolute-range-form.tsx';
import { SinceDeploy } from './since-deploy.tsx';
import { describeTimeRange } from './describe-time-range.ts';

interface TimeRangePickerProps {
  value: ChosenRange;
  onChange: (range: ChosenRange) => void;
  className?: string;
}

/** Which time a page shows: one of the ranges that end now, or from one moment to another. */
export function TimeRangePicker({ value, onChange, className }: TimeRangePickerProps) {
  const [open, setOpen] = useState(false);
  // The server knows no zone, and would show an interval in another one.
  const hydrated = useHydrated();
  const label = hydrated || isRelative(value) ? describeTimeRange(value) : '';
  const choose = (range: ChosenRange): void => {
    setOpen(false);
    onChange(range);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        aria-label={`Time range: ${label}`}
        className={cn(
          inputStyles,
          'inline-flex w-auto min-w-44 items-center gap-2 text-left whitespace-nowrap tabular-nums',
          className,
        )}
      >
        <CalendarClock aria-hidden className="size-3.5 shrink-0 text-muted" />
        <span className="grow truncate">{label}</span>
        <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          collisionPadding={12}
          aria-label="Time range"
          className="z-50 flex max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-1.5rem)] animate-pop-in overflow-y-auto rounded-lg border border-line bg-raised shadow-high outline-none max-sm:flex-col"
        >
          <div className="flex min-w-44 flex-col">
            <ToggleGroup.Root
              type="single"
              orientation="vertical"
              aria-label="Ranges that end now"
              value={isRelative(value) ? value : ''}
              onValueChange={(chosen) => {
                const range = relativeRangeNames.find((name) => name === chosen);
                // The one that is on already comes as none.
                if (range === undefined) setOpen(false);
                else choose(range);
              }}
              className="flex flex-col p-1 max-sm:grid max-sm:grid-cols-2"
            >
              {relativeRangeNames.map((name) => (
                <ToggleGroup.Item
                  key={name}
                  value={name}
                  className="flex h-8 shrink-0 items-center justify-between gap-3 rounded-md px-2 text-left text-sm outline-none hover:bg-hover focus-visible:bg-hover focus-visible:outline-2 focus-visible:-outline-offset-2 data-[state=on]:font-medium pointer-coarse:h-10"
                >
                  {describeTimeRange(name)}
                  {name === value && <Check aria-hidden className="size-4 text-muted" />}
                </ToggleGroup.Item>
              ))}
            </ToggleGroup.Root>
            <SinceDeploy value={value} onChoose={choose} />
          </div>
          <AbsoluteRangeForm value={value} onApply={choose} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
