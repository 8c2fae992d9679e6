import type { Pick } from '../drill/pick.ts';

/** What a chart shows as a table: read aloud, shown in its place, and downloaded. */
export interface Sheet {
  columns: readonly SheetColumn[];
  rows: readonly SheetRow[];
}

interface SheetColumn {
  label: string;
  /** Figures stand at the right. */
  figure: boolean;
  /** Place among the tile's metrics, by which a table can be ordered. */
  metric?: number;
}

export interface SheetRow {
  cells: readonly SheetCell[];
  /** The requests behind it. */
  pick: Pick | null;
}

export interface SheetCell {
  text: string;
  /** For files: numbers as they came, times in ISO 8601. */
  raw: number | string | null;
  /** How long a bar behind it is, 0 to 1. */
  share?: number;
}
