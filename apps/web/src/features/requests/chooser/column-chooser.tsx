'use client';
import { Columns3 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Popover } from 'radix-ui';
import { Button } from '../../../components/button.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { useWhenIdle } from '../../../components/use-when-idle.ts';
import type { ChooserProps } from './chooser-panel.tsx';

const loadPanel = () => import('./chooser-panel.tsx').then((module) => module.ChooserPanel);
const ChooserPanel = dynamic(loadPanel, { loading: () => <Skeleton className="m-3 h-40" /> });

/** Which columns the list has, in which order, and how high its rows are. */
export function ColumnChooser(props: ChooserProps) {
  useWhenIdle(loadPanel);
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button size="lg" aria-label="Columns" className="px-3">
          <Columns3 aria-hidden />
          <span className="max-xl:sr-only">Columns</span>
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          collisionPadding={12}
          aria-label="Columns"
          className="z-50 flex max-h-(--radix-popover-content-available-height) w-76 max-w-[calc(100vw-1.5rem)] animate-pop-in flex-col rounded-lg border border-line bg-raised shadow-high outline-none"
        >
          <ChooserPanel {...props} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
