import type { Tile } from '@heliograph/contracts/dashboard-tile';
import { fieldLabel } from '../prepare/group-label.ts';
import { metricName } from '../prepare/metric-name.ts';
import { timeSplit } from '../query/time-split.ts';

/** What a tile is called: as somebody named it, else by what it shows. */
export function tileTitle(tile: Tile, by: string | null = null): string {
  const { metrics, groupBy } = timeSplit(tile, by);
  const split = groupBy.map((field) => fieldLabel(field).toLowerCase()).join(' and ');
  if (tile.title !== '')
    return by !== null && tile.groupBy.length === 0 && split !== ''
      ? `${tile.title} by ${split}`
      : tile.title;
  const names = metrics.map(metricName);
  const named = names.length > 2 ? `${names.slice(0, 2).join(', ')} and more` : names.join(' and ');
  return split === '' ? named : `${named} by ${split}`;
}
