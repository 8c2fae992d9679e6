import type { RequestOrder } from '@heliograph/contracts/api-schemas';
import type { Request } from '@heliograph/contracts/request';
import type { RequestColumnId, ViewLayout } from '@heliograph/contracts/request-view';
import type { ReactNode } from 'react';
import type { FilterEntry } from '../../filters/filter-parts.ts';

/** What a cell is drawn from. */
export interface CellProps {
  request: Request;
  /** A moment of the viewer's day, so that earlier rows name theirs, ms since 1970. */
  today: number;
  /** The viewer's, an IANA name; null until it is known. */
  timeZone: string | null;
  /** Its row is the one the keyboard is on. */
  current: boolean;
  density: ViewLayout['density'];
  /** The page with the list as it is and that request open, for another tab. */
  href: (id: string) => string;
}

/** A column of the request list. */
export interface Column {
  id: RequestColumnId;
  label: string;
  /** What it tells, for the chooser; where the label doesn't say it. */
  hint?: string;
  /** px, unless somebody drew it wider or narrower. */
  width: number;
  /** Takes what is left of the page's width. */
  grows?: boolean;
  /** Numbers stand at the right, with figures of one width. */
  align?: 'right';
  /** What the API sorts by for it. */
  order?: RequestOrder;
  /** The filter that a press on a value makes; null where there is no value. */
  entry?: (request: Request) => FilterEntry | null;
  cell: (props: CellProps) => ReactNode;
  /** What the tooltip says of elements in the cell that have `data-tip` with the column's id. */
  tip?: (request: Request) => ReactNode;
}
