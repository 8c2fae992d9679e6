/**
 * The selection with a row taken in or out. With `from`, another row, all between the two become what the pressed one
 * becomes. `rows` are the ids in the order of the list.
 */
export function toggleRange(
  selected: ReadonlySet<string>,
  rows: readonly string[],
  from: string | null,
  id: string,
): ReadonlySet<string> {
  const next = new Set(selected);
  const start = from === null ? -1 : rows.indexOf(from);
  const end = rows.indexOf(id);
  const touched = start < 0 || end < 0 ? [id] : rows.slice(Math.min(start, end), Math.max(start, end) + 1);
  const takesIn = !selected.has(id);
  for (const row of touched) {
    if (takesIn) next.add(row);
    else next.delete(row);
  }
  return next;
}
