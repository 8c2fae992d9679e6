import { describe, expect, test } from 'vitest';
import { type Tile, tileSchema } from '@heliograph/contracts/dashboard-tile';
import { overviewTiles } from '@heliograph/contracts/overview-tiles';
import { appendTile, inReadingOrder, moveTile, resizeTile } from './move-tiles.ts';

const tile = (id: string, x: number, y: number, w: number, h: number): Tile =>
  tileSchema.parse({
    id,
    metrics: [{ metric: 'requests', aggregation: 'count' }],
    chart: 'bar',
    layout: { x, y, w, h },
  });
const places = (tiles: readonly Tile[]) =>
  Object.fromEntries(tiles.map(({ id, layout: { x, y, w, h } }) => [id, [x, y, w, h]]));

const two = [tile('a', 0, 0, 6, 4), tile('b', 6, 0, 6, 4), tile('c', 0, 4, 12, 4)];

describe('moving', () => {
  test('goes column by column, and stops at the edges', () => {
    const alone = [tile('a', 0, 0, 6, 4)];
    expect(places(moveTile(alone, 'a', { x: 1, y: 0 }))).toEqual({ a: [1, 0, 6, 4] });
    expect(places(moveTile(alone, 'a', { x: -1, y: 0 }))).toEqual({ a: [0, 0, 6, 4] });
    expect(places(moveTile([tile('a', 6, 0, 6, 4)], 'a', { x: 1, y: 0 }))).toEqual({ a: [6, 0, 6, 4] });
  });

  test('up and down trades places with the next one, without gaps', () => {
    expect(places(moveTile(two, 'c', { x: 0, y: -1 }))).toEqual({
      a: [0, 4, 6, 4],
      b: [6, 4, 6, 4],
      c: [0, 0, 12, 4],
    });
    const down = places(moveTile(two, 'a', { x: 0, y: 1 }));
    expect(down.a?.[1]).toBe(8);
    expect(down.c?.[1]).toBe(4);
  });

  test('never puts one tile over another, whatever is moved where', () => {
    let tiles: Tile[] = [...overviewTiles];
    const steps = [
      { x: 1, y: 0 },
      { x: 0, y: 1 },
      { x: -1, y: 0 },
      { x: 0, y: -1 },
    ];
    for (let at = 0; at < 120; at += 1) {
      const moved = tiles[(at * 7) % tiles.length];
      const step = steps[at % steps.length];
      if (moved === undefined || step === undefined) continue;
      tiles =
        at % 3 === 0
          ? resizeTile(tiles, moved.id, { w: step.x, h: step.y })
          : moveTile(tiles, moved.id, step);
      expect(overlapping(tiles)).toEqual([]);
      for (const one of tiles) expect(tileSchema.safeParse(one).success).toBe(true);
    }
  });
});

describe('resizing', () => {
  test('pushes what is in the way down', () => {
    expect(places(resizeTile(two, 'a', { w: 1, h: 0 }))).toEqual({
      a: [0, 0, 7, 4],
      b: [6, 8, 6, 4],
      c: [0, 4, 12, 4],
    });
  });

  test('keeps a size that can be read, within the grid', () => {
    expect(places(resizeTile([tile('a', 0, 0, 3, 4)], 'a', { w: -1, h: -1 }))).toEqual({ a: [0, 0, 3, 4] });
    expect(places(resizeTile([tile('a', 6, 0, 6, 4)], 'a', { w: 1, h: 1 }))).toEqual({ a: [6, 0, 6, 5] });
  });
});

test('a new tile comes below all others', () => {
  expect(places(appendTile(two, tile('d', 3, 0, 4, 4))).d).toEqual([0, 8, 4, 4]);
  expect(places(appendTile([], tile('d', 3, 5, 4, 4))).d).toEqual([0, 0, 4, 4]);
});

test('tiles are read from the top, then from the left', () => {
  expect(
    inReadingOrder([tile('c', 0, 4, 6, 4), tile('b', 6, 0, 6, 4), tile('a', 0, 0, 6, 4)]).map(({ id }) => id),
  ).toEqual(['a', 'b', 'c']);
});

test('the overview lies without overlaps', () => {
  expect(overlapping(overviewTiles)).toEqual([]);
});

function overlapping(tiles: readonly Tile[]): string[] {
  return tiles.flatMap(({ id, layout: a }, at) =>
    tiles.slice(at + 1).flatMap(({ id: other, layout: b }) => {
      const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
      return apart ? [] : [`${id} ${other}`];
    }),
  );
}
