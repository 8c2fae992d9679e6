import { HeliographError } from '@heliograph/contracts/error-codes';
import { ClickHouseError } from '../client.ts';
import type { RenderedSql } from './check-sql.ts';
import { sqlFault, type SqlSpan } from './sql-fault.ts';

/** Codes of ClickHouse's own (src/Common/ErrorCodes.cpp) that say which limit was met. */
const limits = new Map([
  ['158', 'The statement reads too many rows.'],
  ['159', 'The statement takes more than 20 seconds.'],
  ['160', 'The statement takes more than 20 seconds.'],
  ['167', 'The statement nests too deep.'],
  ['191', 'The statement holds too many different values.'],
  ['241', 'The statement needs too much memory.'],
  ['396', 'The result is too large: at most 200,000 rows and 30 MB.'],
]);

/** Codes of what passes by itself, and of a statement that its caller ended. */
const passing = new Set(['202', '209', '210', '279', '394', '439']);

/** Codes that blame our side: access that a statement must never need. */
const ours = new Set(['164', '497', '516', '192', '193', '194', '60', '81', '115']);

interface Statement {
  sql: string;
  rendered: RenderedSql;
  database: string;
}

/**
 * What ClickHouse says of a statement, for the caller: in its words, at the caller's place, without what was put in the
 * place of tables. Errors that are not the statement's pass as they are.
 */
export function explainSqlError(error: unknown, statement: Statement): unknown {
  if (!(error instanceof ClickHouseError) || passing.has(error.code)) return error;
  const limit = limits.get(error.code);
  if (limit !== undefined) {
    return new HeliographError(
      'too_wide',
      `${limit} Narrow it: a range of created_at, fewer columns, a LIMIT in queries within.`,
      { cause: error },
    );
  }
  if (ours.has(error.code)) return error;
  const { sql } = statement;
  if (error.code === '62') {
    const offset = /failed at position (\d+)/.exec(error.message)?.[1];
    const at = offset === undefined ? undefined : originOf(statement.rendered, Number(offset) - 1);
    const found = at === undefined || at.start >= sql.length ? '' : ` near ${sql.slice(at.start, at.end)}`;
    return sqlFault(sql, at, `This is no valid SQL${found}.`);
  }
  const message = shorten(error.message, statement);
  const named = /[`'"]([^`'"$]{1,128})[`'"]/.exec(message)?.[1];
  return sqlFault(sql, named === undefined ? undefined : placeOf(sql, named), message);
}

/** ClickHouse counts bytes. */
function originOf({ text, origin }: RenderedSql, byte: number): SqlSpan | undefined {
  return origin(Buffer.from(text).subarray(0, byte).toString().length);
}

/** Where a name stands in the statement. */
function placeOf(sql: string, name: string): SqlSpan | undefined {
  const last = name.split('.').at(-1) ?? name;
  const start = sql.search(new RegExp(`(?<![\\w.])${escaped(name)}(?!\\w)`));
  if (start >= 0) return { start, end: start + name.length };
  const at = sql.search(new RegExp(`(?<!\\w)${escaped(last)}(?!\\w)`));
  return at < 0 ? undefined : { start: at, end: at + last.length };
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** One sentence of the message: not the query it quotes, nor where in the engine it arose. */
function shorten(message: string, { database }: Statement): string {
  const text = message
    .replace(/^(?:Code: \d+\. )?(?:DB::Exception: )?/, '')
    .replace(
      /\s*(?:[Ii]n scope|: ?[Ii]n query|[Ww]hile (?:executing|processing|converting)|: ?[Ww]hile )[\s\S]*$/,
      '',
    )
    .replace(/\s*\(version [^)]*\)/g, '')
    .replace(/_(?:UInt|Int|Float|String|Nullable)\w*(?: ::)? ?\d*/g, '')
    .replaceAll(`${database}.`, '')
    .replace(/__table\d+\./g, '')
    .replace(/`?\$with ([^`]*)`?/g, '$1')
    .replace(/`?\$\w+`?\.?/g, '')
    .replace(/\bp_(\w+)\b/g, '$1')
    .replace(/[\s:.,]+$/, '')
    .slice(0, 400);
  return text === '' ? 'ClickHouse refuses the statement.' : `${text}.`;
}
