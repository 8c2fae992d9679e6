/** What a chart over time (or over classes of values) shows; a `prepare-*.ts` makes it. */
export interface ChartModel {
  /** How the series are drawn; bars where nothing is said. */
  mark?: 'bar' | 'area' | 'line';
  /** From the bottom; side by side (bars) or one over the other where `stacked` is false. */
  series: readonly ChartSeries[];
  stacked?: boolean;
  /** Whether points are marked: some stand alone, and no line leads to them. */
  dots?: boolean;
  /** A line above them with an axis of its own, in percent. */
  line?: ChartLine;
  /** The same of the period before. */
  before?: ChartBefore;
  /** One for each stretch of time, in order. */
  rows: readonly ChartRow[];
  /** How far the axis of values reaches at least; where all are 0 it would reach anywhere. */
  reach?: number;
  /** Whether values are counts, of which there are no halves. */
  whole: boolean;
  /** A value in full, and one for the axis. */
  format: (value: number) => string;
  formatTick: (value: number) => string;
  /** The start of a stretch, on the axis. */
  formatAt: (at: number) => string;
  /** The same in full; as on the axis where it is missing. */
  formatAtFull?: (at: number) => string;
}

export interface ChartSeries {
  key: string;
  label: string;
  /** A colour of CSS, of the palette as a rule. */
  color: string;
  /** Striped (lines: dashed), beside another series of the same colour. */
  hatched?: boolean;
}

interface ChartLine extends ChartSeries {
  /** Percent. */
  format: (value: number | null) => string;
}

interface ChartBefore {
  label: string;
  /** Those series of which a dashed line is drawn; tooltips tell all there are. */
  drawn: readonly ChartSeries[];
}

export interface ChartRow {
  /** Start of the stretch, ms since the epoch. */
  at: number;
  /** By key of the series; null where there is nothing to say. */
  values: Readonly<Record<string, number | null>>;
  /** The same of the period before, by the same keys. */
  before?: Readonly<Record<string, number | null>>;
}
