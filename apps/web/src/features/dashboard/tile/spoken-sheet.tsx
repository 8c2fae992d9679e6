import type { Sheet } from '../prepare/sheet.ts';

/** More than anybody listens to; the tile's menu shows them all. */
const MOST_ROWS = 200;

/** What a chart shows, for those who can't see it. */
export function SpokenSheet({ caption, sheet: { columns, rows } }: { caption: string; sheet: Sheet }) {
  return (
    // Out of sight by its parent: a table alone keeps its width.
    <div className="sr-only">
      <table>
        <caption>
          {caption}
          {rows.length > MOST_ROWS && `, the first ${MOST_ROWS} of ${rows.length} rows`}
        </caption>
        <thead>
          <tr>
            {columns.map(({ label }, at) => (
              <th key={at} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map(({ cells }, row) => (
            <tr key={row}>
              {cells.map(({ text }, at) =>
                at === 0 ? (
                  <th key={at} scope="row">
                    {text}
                  </th>
                ) : (
                  <td key={at}>{text}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
