/** What a chart over time shows; a `prepare-*.ts` makes it. */
export interface ChartModel {
  /** Stacked bars, from the bottom. */
  series: readonly ChartSeries[];
  /** A line above them with an axis of its own, in percent. */
  line?: ChartLine;
  /** One for each stretch of time, in order. */
  rows: readonly ChartRow[];
  /** Whether values are counts, of which there are no halves. */
  whole: boolean;
  /** A value in full, and one for the axis. */
  format: (value: number) => string;
  formatTick: (value: number) => string;
  /** The start of a stretch. */
  formatAt: (at: number) => string;
}

interface ChartSeries {
  key: string;
  label: string;
  /** A colour of CSS, of the palette as a rule. */
  color: string;
}

interface ChartLine extends ChartSeries {
  /** Percent. */
  format: (value: number | null) => string;
}

export interface ChartRow {
  /** Start of the stretch, ms since the epoch. */
  at: number;
  /** By key of the series; null where there is nothing to say. */
  values: Readonly<Record<string, number | null>>;
}
