import {
  GRID_COLUMNS,
  type Tile,
  type TileChart,
  type TileLayout,
} from '@heliograph/contracts/dashboard-tile';
import { moveElement, verticalCompactor } from 'react-grid-layout/core';

/** The least a chart can be read at, in columns and rows. */
const leastSize = (chart: TileChart): { w: number; h: number } =>
  chart === 'number' ? { w: 2, h: 2 } : { w: 3, h: 4 };

/** How large a new tile is. */
export const usualSize = (chart: TileChart): { w: number; h: number } =>
  chart === 'number' ? { w: 2, h: 3 } : { w: 6, h: 6 };

/** Tiles at their places, without gaps above any. */
function compactTiles(tiles: readonly Tile[]): Tile[] {
  return withLayouts(tiles, verticalCompactor.compact(tiles.map(toItem), GRID_COLUMNS));
}

/** Moves a tile by columns and rows; those in its way go down. */
export function moveTile(tiles: readonly Tile[], id: string, { x, y }: { x: number; y: number }): Tile[] {
  const items = tiles.map(toItem);
  const item = items.find(({ i }) => i === id);
  if (item === undefined) return [...tiles];
  const left = Math.max(0, Math.min(GRID_COLUMNS - item.w, item.x + x));
  const top = y > 0 ? belowNext(tiles, id, y) : Math.max(0, y < 0 ? aboveNext(tiles, id) : item.y);
  if (y > 0) {
    // Below the next one: what was under it moves up, where it can.
    const lowered = items.map((other) => (other.i === id ? { ...other, x: left, y: top } : other));
    return withLayouts(tiles, verticalCompactor.compact(lowered, GRID_COLUMNS));
  }
  const moved = moveElement(items, item, left, top, true, false, 'vertical', GRID_COLUMNS);
  return withLayouts(tiles, verticalCompactor.compact(moved, GRID_COLUMNS));
}

/** Makes a tile wider or higher by columns and rows, within the grid and not smaller than it can be read. */
export function resizeTile(tiles: readonly Tile[], id: string, { w, h }: { w: number; h: number }): Tile[] {
  const resized = tiles.map((tile) => {
    if (tile.id !== id) return tile;
    const least = leastSize(tile.chart);
    const { layout } = tile;
    return {
      ...tile,
      layout: {
        ...layout,
        w: Math.max(least.w, Math.min(GRID_COLUMNS - layout.x, layout.w + w)),
        h: Math.max(least.h, Math.min(40, layout.h + h)),
      },
    };
  });
  // The one that was changed stays: others make way.
  const own = resized.find((tile) => tile.id === id);
  if (own === undefined) return [...tiles];
  const pushed = resized.map((tile) =>
    tile.id !== id && overlaps(tile.layout, own.layout)
      ? { ...tile, layout: { ...tile.layout, y: own.layout.y + own.layout.h } }
      : tile,
  );
  return compactTiles(pushed);
}

/** The tiles with one more, below all others. */
export function appendTile(tiles: readonly Tile[], tile: Tile): Tile[] {
  const bottom = Math.max(0, ...tiles.map(({ layout }) => layout.y + layout.h));
  return compactTiles([...tiles, { ...tile, layout: { ...tile.layout, x: 0, y: bottom } }]);
}

/** From the top, and from the left where they begin at the same height. */
export function inReadingOrder(tiles: readonly Tile[]): Tile[] {
  return tiles.toSorted(({ layout: a }, { layout: b }) => a.y - b.y || a.x - b.x);
}

/** The tiles as a grid put them. */
export function withLayouts(
  tiles: readonly Tile[],
  layouts: readonly { i: string; x: number; y: number; w: number; h: number }[],
): Tile[] {
  return tiles.map((tile) => {
    const placed = layouts.find(({ i }) => i === tile.id);
    if (placed === undefined) return tile;
    const { x, y, w, h } = placed;
    return { ...tile, layout: { x, y, w, h } };
  });
}

export function toItem({ id, chart, layout }: Tile) {
  const least = leastSize(chart);
  return { i: id, ...layout, minW: least.w, minH: least.h };
}

function overlaps(a: TileLayout, b: TileLayout): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** Where a tile begins that trades places with the next one below. Without gaps, one row alone would change nothing. */
function belowNext(tiles: readonly Tile[], id: string, rows: number): number {
  const own = tiles.find((tile) => tile.id === id)?.layout;
  if (own === undefined) return 0;
  const bottom = own.y + own.h;
  const below = tiles.filter(
    ({ layout }) => layout.y >= bottom && layout.x < own.x + own.w && own.x < layout.x + layout.w,
  );
  const first = below.toSorted((a, b) => a.layout.y - b.layout.y)[0]?.layout;
  return first === undefined ? own.y + rows : first.y + first.h;
}

function aboveNext(tiles: readonly Tile[], id: string): number {
  const own = tiles.find((tile) => tile.id === id)?.layout;
  if (own === undefined) return 0;
  const above = tiles.filter(
    ({ layout }) => layout.y + layout.h <= own.y && layout.x < own.x + own.w && own.x < layout.x + layout.w,
  );
  return above.toSorted((a, b) => b.layout.y - a.layout.y)[0]?.layout.y ?? 0;
}
