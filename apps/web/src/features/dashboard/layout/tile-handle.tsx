'use client';
import { GripVertical } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { Tile } from '@heliograph/contracts/dashboard-tile';
import { moveTile, resizeTile } from './move-tiles.ts';

const steps: Readonly<Partial<Record<string, { x: number; y: number }>>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

interface TileHandleProps {
  tile: Tile;
  title: string;
  tiles: readonly Tile[];
  onChange: (tiles: readonly Tile[]) => void;
  /** Tells where the tile is now. */
  onSay: (text: string) => void;
}

/** Where a tile is taken hold of: with the pointer, or with arrow keys, which resize it together with Shift. */
export function TileHandle({ tile, title, tiles, onChange, onSay }: TileHandleProps) {
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = event.shiftKey
      ? resizeTile(tiles, tile.id, { w: step.x, h: step.y })
      : moveTile(tiles, tile.id, step);
    const layout = next.find(({ id }) => id === tile.id)?.layout;
    if (layout === undefined) return;
    onChange(next);
    onSay(
      event.shiftKey
        ? `${title}: ${layout.w} columns wide, ${layout.h} rows high`
        : `${title}: column ${layout.x + 1}, row ${layout.y + 1}`,
    );
  };
  return (
    <button
      type="button"
      aria-label={`Move or resize ${title}`}
      onKeyDown={onKeyDown}
      className="tile-handle grid size-7 cursor-grab touch-none place-items-center rounded-md text-muted hover:bg-hover hover:text-ink active:cursor-grabbing"
    >
      <GripVertical aria-hidden className="size-4" />
    </button>
  );
}
