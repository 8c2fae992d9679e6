/** The columns of the request list: their heads, widths, and from which page width on they are shown. */
export const columns = [
  { id: 'time', label: 'Time', className: 'w-34' },
  { id: 'status', label: 'Status', className: 'w-24' },
  { id: 'model', label: 'Model', className: 'w-44' },
  { id: 'name', label: 'Name', className: 'hidden w-34 xl:table-cell' },
  { id: 'user', label: 'User', className: 'hidden w-36 min-[1120px]:table-cell' },
  { id: 'session', label: 'Session', className: 'hidden w-28 min-[1400px]:table-cell' },
  { id: 'request', label: 'Request', className: '' },
  { id: 'tokens', label: 'Tokens', className: 'w-28 text-right' },
  { id: 'cost', label: 'Cost', className: 'w-23 text-right' },
  { id: 'latency', label: 'Latency', className: 'w-20 text-right' },
] as const;

export type ColumnId = (typeof columns)[number]['id'];

/** Classes of a column's cells. */
export const columnClass = Object.fromEntries(columns.map(({ id, className }) => [id, className])) as Record<
  ColumnId,
  string
>;
