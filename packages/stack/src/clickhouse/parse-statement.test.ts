import { expect, test } from 'vitest';
import { parseStatement } from './parse-statement.ts';

test.each([
  ['SELECT 1', 'SELECT', undefined],
  ['  -- a comment\n/* and one */ select 1 format JSON', 'SELECT', 'JSON'],
  ['SELECT \'FORMAT CSV\' AS "FORMAT", `format` FROM t FORMAT JSONEachRow', 'SELECT', 'JSONEachRow'],
  ["SELECT format('{}', 1), $$ FORMAT CSV $$", 'SELECT', undefined],
  ['SELECT 1 FORMAT TSV SETTINGS max_threads = 1;', 'SELECT', 'TSV'],
  ["SELECT 'it''s \\' ; FORMAT CSV'", 'SELECT', undefined],
  ['WITH 1 AS x SELECT x FORMAT CSV -- FORMAT JSON', 'WITH', 'CSV'],
  ['SELECT 1 # FORMAT JSON', 'SELECT', undefined],
  ['CREATE TABLE t (a Int8) ENGINE = Memory', 'CREATE', undefined],
  ['', '', undefined],
  ['/* open', '', undefined],
])('%s', (sql, keyword, format) => {
  expect(parseStatement(sql)).toEqual({ keyword, format, multiple: false, insert: undefined });
});

test.each([
  ['SELECT 1; SELECT 2', true],
  ['SELECT 1;;', true],
  ['SELECT 1; -- end', false],
  ["SELECT ';' AS a", false],
  ['INSERT INTO t SELECT 1; DROP TABLE t', true],
  ["INSERT INTO t VALUES (1, ';'); ('x')", false],
])('%s: several statements: %s', (sql, multiple) => {
  expect(parseStatement(sql).multiple).toBe(multiple);
});

test.each([
  ['INSERT INTO t FORMAT JSONEachRow\n{"a":1}', 't', undefined, 'JSONEachRow', '\n{"a":1}'],
  ['insert into table db.t (a, b) format CSV 1,2', 'db.t', ['a', 'b'], 'CSV', ' 1,2'],
  ["INSERT INTO t(a) VALUES ('FORMAT')", 't', ['a'], 'Values', " ('FORMAT')"],
])('%s', (sql, table, columns, format, data) => {
  const statement = parseStatement(sql);
  expect(statement).toMatchObject({ keyword: 'INSERT', format, insert: { table, columns, plain: true } });
  expect(sql.slice(statement.insert?.dataStart)).toBe(data);
});

test.each([
  'INSERT INTO `odd name` FORMAT JSONEachRow',
  'INSERT INTO t (* EXCEPT(a)) FORMAT JSONEachRow',
  'INSERT INTO t SETTINGS async_insert = 1 FORMAT JSONEachRow',
  "INSERT INTO FUNCTION null('a Int8') VALUES (1)",
  'INSERT INTO {t:Identifier} FORMAT JSONEachRow',
])('%s goes to the engine as text', (sql) => {
  expect(parseStatement(sql).insert?.plain).toBe(false);
});

test('an INSERT from a SELECT has no data', () => {
  expect(parseStatement('INSERT INTO t (a) SELECT 1')).toMatchObject({
    keyword: 'INSERT',
    insert: undefined,
  });
  expect(parseStatement('INSERT INTO t WITH x AS (SELECT 1) SELECT * FROM x').insert).toBeUndefined();
});
