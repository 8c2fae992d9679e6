/** A small line in a box of 100 × 30, as paths of SVG. */
export interface Spark {
  line: string;
  area: string;
}

const WIDTH = 100;
const HEIGHT = 30;
/** So that the stroke isn't cut off. */
const MARGIN = 1.5;

/** From 0 (or the least value, where that is below) to the greatest; gaps are bridged. Null with fewer than two values. */
export function drawSpark(values: readonly (number | null)[]): Spark | null {
  const points = values.flatMap((value, place) => (value === null ? [] : [{ place, value }]));
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length < 2) return null;
  const most = points.reduce((left, { value }) => Math.max(left, value), 0);
  const least = points.reduce((left, { value }) => Math.min(left, value), 0);
  const x = (place: number) => round((place / (values.length - 1)) * WIDTH);
  const y = (value: number) =>
    most === least
      ? HEIGHT - MARGIN
      : round(HEIGHT - MARGIN - ((value - least) / (most - least)) * (HEIGHT - 2 * MARGIN));
  const line = points
    .map(({ place, value }, at) => `${at === 0 ? 'M' : 'L'}${x(place)} ${y(value)}`)
    .join('');
  return { line, area: `${line}L${x(last.place)} ${HEIGHT}L${x(first.place)} ${HEIGHT}Z` };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
