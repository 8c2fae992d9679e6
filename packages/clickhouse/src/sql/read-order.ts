import { readExpression } from './read-expression.ts';
import type { SqlReader } from './sql-reader.ts';

/** Reads ORDER BY. */
export function readOrder(reader: SqlReader): void {
  reader.expectWords('here', 'ORDER', 'BY');
  if (reader.putWords('ALL')) {
    readDirection(reader);
    return;
  }
  do {
    readExpression(reader);
    readDirection(reader);
  } while (reader.putSymbol(','));
}

function readDirection(reader: SqlReader): void {
  for (const [written, put] of [
    ['ASCENDING', 'ASC'],
    ['DESCENDING', 'DESC'],
    ['ASC', 'ASC'],
    ['DESC', 'DESC'],
  ] as const) {
    if (!reader.isWord(written)) continue;
    reader.put(put, reader.take());
    break;
  }
  if (reader.isWord('NULLS')) {
    if (!reader.putWords('NULLS', 'FIRST') && !reader.putWords('NULLS', 'LAST')) {
      throw reader.fault('Behind NULLS comes FIRST or LAST.');
    }
  }
  // ClickHouse fills without looking at its time limit: one statement could hold it up for hours.
  if (reader.isWord('WITH', 'FILL'))
    throw reader.fault('WITH FILL is not available: the chart of a result fills gaps.');
  if (reader.isWord('COLLATE')) throw reader.fault('COLLATE is not available.');
}
