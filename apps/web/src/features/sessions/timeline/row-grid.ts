import type { TimeScale } from '../waterfall/prepare-scale.ts';
import type { CSSProperties } from 'react';

/** The columns of the axis and of every row below it: name, bar, and figures where there is room. */
export const rowGrid =
  'grid items-center gap-x-3 px-4 md:grid-cols-[minmax(12rem,34%)_minmax(0,1fr)_4.5rem] md:px-5 lg:grid-cols-[minmax(14rem,32%)_minmax(0,1fr)_4rem_6rem_4.5rem]';

/** The lines of the ticks and the shades of what is cut out, behind the bars. */
export function backdrop({ ticks, cuts }: TimeScale): CSSProperties {
  const layers = [
    ...ticks.map(({ percent }) => ({ color: 'var(--line)', x: percent, size: '1px' })),
    ...cuts.map(({ percent, widthPercent }) => ({
      color: 'var(--hover)',
      // A background's position is that of its own point at this percentage.
      x: widthPercent >= 100 ? 0 : (percent / (100 - widthPercent)) * 100,
      size: `${widthPercent}%`,
    })),
  ];
  return {
    backgroundImage: layers.map(({ color }) => `linear-gradient(${color}, ${color})`).join(', '),
    backgroundPosition: layers.map(({ x }) => `${x}% 0`).join(', '),
    backgroundSize: layers.map(({ size }) => `${size} 100%`).join(', '),
    backgroundRepeat: 'no-repeat',
  };
}
