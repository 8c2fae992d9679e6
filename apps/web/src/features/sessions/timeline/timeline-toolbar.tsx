'use client';
import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react';
import { Button } from '../../../components/button.tsx';
import { barTones } from './bar-tones.ts';

interface TimelineToolbarProps {
  /** Whether there is anything to open and close. */
  hasPlaces: boolean;
  onOpenAll: () => void;
  onCloseAll: () => void;
  /** Null where there is no idle time worth cutting. */
  idle: { cut: boolean; onCut: (cut: boolean) => void } | null;
}

/** What the colours mean, and how the timeline is shown. */
export function TimelineToolbar({ hasPlaces, onOpenAll, onCloseAll, idle }: TimelineToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pb-2 md:px-5">
      <ul aria-label="Legend" className="flex flex-wrap gap-x-3 gap-y-1 text-xs text-muted">
        <li className="inline-flex items-center gap-1.5">
          <span aria-hidden className="flex h-2.5 w-6 overflow-hidden rounded-sm">
            <span className={`w-2.5 opacity-40 ${barTones.success.className}`} />
            <span className={`grow ${barTones.success.className}`} />
          </span>
          Wait, streaming
        </li>
        {Object.values(barTones).map(({ label, className }) => (
          <li key={label} className="inline-flex items-center gap-1.5">
            <span aria-hidden className={`inline-block size-2.5 rounded-sm ${className}`} />
            {label}
          </li>
        ))}
      </ul>
      <div className="ml-auto flex items-center gap-1">
        {idle !== null && (
          <Button
            size="sm"
            variant="ghost"
            aria-pressed={idle.cut}
            onClick={() => idle.onCut(!idle.cut)}
            className="aria-pressed:bg-hover aria-pressed:text-ink"
          >
            Cut idle time
          </Button>
        )}
        {hasPlaces && (
          <>
            <Button size="sm" variant="ghost" onClick={onOpenAll}>
              <ChevronsUpDown aria-hidden />
              Expand all
            </Button>
            <Button size="sm" variant="ghost" onClick={onCloseAll}>
              <ChevronsDownUp aria-hidden />
              Collapse all
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
