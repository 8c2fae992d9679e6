'use client';
import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { GripVertical, Pin, PinOff, X } from 'lucide-react';
import { cn } from '../../../components/cn.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import type { PlacedColumn } from '../layout/place-columns.ts';

interface ShownColumnProps {
  placed: PlacedColumn;
  /** The last one can't be hidden. */
  only: boolean;
  onPin: (pinned: boolean) => void;
  onHide: () => void;
}

/** A column that is shown, in the chooser: to be dragged to another place, pinned or hidden. */
export function ShownColumn({ placed: { column, pinned }, only, onPin, onHide }: ShownColumnProps) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({ id: column.id });
  return (
    <li
      ref={setNodeRef}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      className={cn(
        'flex h-8 items-center gap-0.5 rounded-md pr-0.5 text-sm pointer-coarse:h-10',
        isDragging ? 'relative z-1 bg-raised shadow-high' : 'hover:bg-hover',
      )}
    >
      <button
        type="button"
        ref={setActivatorNodeRef}
        aria-label={`Move ${column.label}`}
        className="grid h-7 w-6 shrink-0 cursor-grab touch-none place-items-center rounded-md text-faint hover:text-ink active:cursor-grabbing"
        {...attributes}
        {...listeners}
      >
        <GripVertical aria-hidden className="size-3.5" />
      </button>
      <span className="min-w-0 grow truncate" title={column.hint}>
        {column.label}
      </span>
      <IconButton
        label={pinned ? `Unpin ${column.label}` : `Pin ${column.label} left`}
        icon={pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />}
        hideTooltip
        aria-pressed={pinned}
        onClick={() => onPin(!pinned)}
        className={cn('[&_svg]:size-3.5', pinned && 'text-accent-ink')}
      />
      <IconButton
        label={`Hide ${column.label}`}
        icon={<X aria-hidden />}
        hideTooltip
        disabled={only}
        onClick={onHide}
        className="[&_svg]:size-3.5"
      />
    </li>
  );
}
