import type { CSSProperties, ReactNode } from 'react';
import type { Tile } from '@heliograph/contracts/dashboard-tile';
import { cn } from '../../../components/cn.ts';

/** Px of a row, and between tiles. */
export const ROW_HEIGHT = 38;
export const GAP = 12;

/** Tiles at their places; on narrow screens one below the other, figures in pairs. */
export function ViewGrid({
  tiles,
  children,
}: {
  tiles: readonly Tile[];
  children: (tile: Tile, at: number) => ReactNode;
}) {
  return (
    <div
      className="grid grid-cols-2 gap-3 md:grid-cols-12 md:auto-rows-(--row)"
      style={{ '--row': `${ROW_HEIGHT}px` } as CSSProperties}
    >
      {tiles.map((tile, at) => {
        const { x, y, w, h } = tile.layout;
        return (
          <div
            key={tile.id}
            data-tile={tile.id}
            style={{ '--column': `${x + 1} / span ${w}`, '--place': `${y + 1} / span ${h}` } as CSSProperties}
            className={cn(
              'min-w-0 md:col-(--column) md:row-(--place) md:h-auto',
              tile.chart === 'number' ? 'h-32' : 'col-span-2',
              tile.chart === 'table' && 'max-md:max-h-96',
              tile.chart !== 'number' && tile.chart !== 'table' && 'max-md:h-72',
            )}
          >
            {children(tile, at)}
          </div>
        );
      })}
    </div>
  );
}
