/** The text of a table: one row a line, so that a change of price is a change of one line. */
export function formatTable({ provider, sources, defaults, rows }) {
  const named = Object.fromEntries(Object.entries(sources).sort(([a], [b]) => (a < b ? -1 : 1)));
  return [
    `{"provider":${JSON.stringify(provider)},`,
    `"sources":${JSON.stringify(named)},`,
    ...(defaults ? [`"defaults":${JSON.stringify(defaults)},`] : []),
    '"rows":[',
    rows.map((row) => JSON.stringify(row)).join(',\n'),
    ']}',
    '',
  ].join('\n');
}
