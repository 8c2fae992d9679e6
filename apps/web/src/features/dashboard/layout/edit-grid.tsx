'use client';
import { type ReactNode, useMemo } from 'react';
import { GridLayout, useContainerWidth, verticalCompactor } from 'react-grid-layout';
import 'react-grid-layout/css/styles.css';
import { GRID_COLUMNS, type Tile } from '@heliograph/contracts/dashboard-tile';
import { toItem, withLayouts } from './move-tiles.ts';
import { GAP, ROW_HEIGHT } from './view-grid.tsx';

interface EditGridProps {
  tiles: readonly Tile[];
  onChange: (tiles: readonly Tile[]) => void;
  children: (tile: Tile, at: number) => ReactNode;
}

/** The same places, but tiles can be dragged by their handles and resized at their corners. */
export function EditGrid({ tiles, onChange, children }: EditGridProps) {
  const { width, containerRef, mounted } = useContainerWidth();
  const layout = useMemo(() => tiles.map(toItem), [tiles]);
  const settle = (placed: readonly { i: string; x: number; y: number; w: number; h: number }[]): void => {
    const moved = withLayouts(tiles, placed);
    if (JSON.stringify(moved) !== JSON.stringify(tiles)) onChange(moved);
  };
  return (
    <div ref={containerRef} className="-m-0.5 rounded-lg bg-sunken p-0.5">
      {mounted && (
        <GridLayout
          width={width}
          layout={layout}
          gridConfig={{
            cols: GRID_COLUMNS,
            rowHeight: ROW_HEIGHT,
            margin: [GAP, GAP],
            containerPadding: [0, 0],
          }}
          dragConfig={{ enabled: true, handle: '.tile-handle' }}
          resizeConfig={{ enabled: true, handles: ['se'] }}
          compactor={verticalCompactor}
          onDragStop={settle}
          onResizeStop={settle}
        >
          {tiles.map((tile, at) => (
            <div key={tile.id} data-tile={tile.id}>
              {children(tile, at)}
            </div>
          ))}
        </GridLayout>
      )}
    </div>
  );
}
