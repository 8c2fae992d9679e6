import { standardLayout, type ViewLayout } from '@heliograph/contracts/request-view';

/** What an address says of a layout's columns: nothing where they are the standard ones. */
export function idsToSay({ columns }: ViewLayout): string[] | null {
  const ids = columns.map(({ id }) => id);
  return JSON.stringify(ids) === JSON.stringify(standardIds) ? null : ids;
}

const standardIds = standardLayout.columns.map(({ id }) => id);
