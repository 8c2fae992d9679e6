'use client';
import { ListFilter, ZoomIn } from 'lucide-react';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '../../../components/dropdown-menu.tsx';

interface StretchMenuProps {
  /** Px from the window's left and top. */
  at: { x: number; y: number };
  /** The stretch of time, for people. */
  label: string;
  onZoom: () => void;
  onOpen: () => void;
  onClose: () => void;
}

/** What to do with a stretch of a chart: look at it more closely, or at its requests. */
export function StretchMenu({ at, label, onZoom, onOpen, onClose }: StretchMenuProps) {
  return (
    <DropdownMenu modal={false} open onOpenChange={(open) => !open && onClose()}>
      <DropdownMenuTrigger asChild>
        <span aria-hidden className="pointer-events-none fixed size-0" style={{ left: at.x, top: at.y }} />
      </DropdownMenuTrigger>
      <DropdownMenuContent
        align="center"
        aria-label={label}
        // The chart keeps the focus that it had; the anchor can't take it.
        onCloseAutoFocus={(event) => event.preventDefault()}
      >
        <p className="px-2 pt-1 pb-1.5 text-xs text-muted tabular-nums">{label}</p>
        <DropdownMenuItem onSelect={onZoom}>
          <ZoomIn aria-hidden />
          Zoom in
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={onOpen}>
          <ListFilter aria-hidden />
          Show these requests
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
