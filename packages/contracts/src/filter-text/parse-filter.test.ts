import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Filter, filterSchema } from '../filter.ts';
import { describeField, requestFieldNames } from '../request-fields.ts';
import { parseFilter, splitFilter } from './parse-filter.ts';
import { printFilter } from './print-filter.ts';

function read(text: string): unknown {
  const parsed = parseFilter(text);
  return parsed.ok ? parsed.filter : `${parsed.message} [${text.slice(parsed.from, parsed.to)}]`;
}
const said = (value: string) => ({ field: 'text', operator: 'contains', value });
const is = (field: string, value: unknown, operator = '=') => ({ field, operator, value });

describe('parseFilter', () => {
  it.each([
    ['', null],
    ['  ', null],
    ['model:gpt-4o', is('model', 'gpt-4o')],
    ['MODEL:gpt-4o', is('model', 'gpt-4o')],
    ['user:u-1', is('userId', 'u-1')],
    ['name:"Trip to (Rome)"', is('name', 'Trip to (Rome)')],
    ['name:"a \\"b\\" \\\\"', is('name', 'a "b" \\')],
    ['name:a:b', is('name', 'a:b')],
    ['name:""', is('name', '')],
    ['cost:>0.01', is('costUsd', 0.01, '>')],
    ['cost:>=$1', is('costUsd', 1, '>=')],
    ['latency:>1.5s', is('latencyMs', 1500, '>')],
    ['ttft:<250ms', is('timeToFirstTokenMs', 250, '<')],
    ['tokens:>=12k', is('totalTokens', 12_000, '>=')],
    ['status:!=200', is('status', 200, '!=')],
    ['model:!=m', is('model', 'm', '!=')],
    ['model:=m', is('model', 'm')],
    ['model:gpt-4*', is('model', 'gpt-4', 'startsWith')],
    ['name:"Trip to"*', is('name', 'Trip to', 'startsWith')],
    ['model:~mini', is('model', 'mini', 'contains')],
    ['user:*', is('userId', true, 'exists')],
    ['-user:*', is('userId', false, 'exists')],
    ['-(-user:*)', is('userId', true, 'exists')],
    ['stream:TRUE', is('stream', true)],
    ['model:a,b', is('model', ['a', 'b'], 'in')],
    ['model:(a OR "b c")', is('model', ['a', 'b c'], 'in')],
    ['model:( a , b )', is('model', ['a', 'b'], 'in')],
    ['model:(a)', is('model', 'a')],
    ['property.feature:support', is('property.feature', 'support')],
    ['property."My team":"Ops, EU"', is('property.My team', 'Ops, EU')],
    ['property.x:*', is('property.x', true, 'exists')],
    ['score.relevance:>=0.5', is('score.relevance', 0.5, '>=')],
    ['SCORE."My score":-1', is('score.My score', -1)],
    ['score.x:-1..1', { and: [is('score.x', -1, '>='), is('score.x', 1, '<=')] }],
    ['-feedback:negative', { not: is('feedback', 'negative') }],
    ['model:a user:b', { and: [is('model', 'a'), is('userId', 'b')] }],
    ['model:a AND user:b', { and: [is('model', 'a'), is('userId', 'b')] }],
    ['model:a OR user:b name:c', { or: [is('model', 'a'), { and: [is('userId', 'b'), is('name', 'c')] }] }],
    ['(model:a OR user:b) name:c', { and: [{ or: [is('model', 'a'), is('userId', 'b')] }, is('name', 'c')] }],
    ['NOT model:a', { not: is('model', 'a') }],
    ['-model:a', { not: is('model', 'a') }],
    ['--model:a', is('model', 'a')],
    ['status:5xx', { and: [is('status', 500, '>='), is('status', 600, '<')] }],
    [
      'status:4xx,500',
      { or: [{ and: [is('status', 400, '>='), is('status', 500, '<')] }, is('status', 500)] },
    ],
    ['latency:1s..2s', { and: [is('latencyMs', 1000, '>='), is('latencyMs', 2000, '<=')] }],
    ['gpt-4o', said('gpt-4o')],
    ['support model:a', { and: [said('support'), is('model', 'a')] }],
    ['Hello, world', { and: [said('Hello,'), said('world')] }],
    ['"capital of France"', said('capital of France')],
    ['-"capital of France"', { not: said('capital of France') }],
    ['Fran*', is('text', 'Fran', 'startsWith')],
    ['"capital of Fr"*', is('text', 'capital of Fr', 'startsWith')],
    ['request:paris', is('requestText', 'paris', 'contains')],
    ['response:"a \\"b\\" 100%"', is('responseText', 'a "b" 100%', 'contains')],
    ['response:~paris', is('responseText', 'paris', 'contains')],
    ['request:*', is('requestText', true, 'exists')],
    ['request:a,b*', { or: [is('requestText', 'a', 'contains'), is('requestText', 'b', 'startsWith')] }],
    ['東京 OR (Москва -снег)', { or: [said('東京'), { and: [said('Москва'), { not: said('снег') }] }] }],
    ['"https://a.b"', said('https://a.b')],
    ['name:日本語 user:Анна', { and: [is('name', '日本語'), is('userId', 'Анна')] }],
  ])('reads %j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    ['modle:a', 'There is no field modle; to look for the text, put it in quotes [modle:a]'],
    ['https://a.b', 'There is no field https'],
    ['%', 'Text takes words to look for [%]'],
    ['"!?"', 'Text takes words to look for ["!?"]'],
    ['request:>a', '> is for numbers'],
    ['-', 'or a word to look for'],
    ['()', 'or a word to look for'],
    ['model:', 'a value is missing'],
    ['model:a,', 'a value is missing'],
    ['cost:>', 'a value is missing'],
    ['name:"open', 'has no end ["open]'],
    ['(model:a', 'never closed [(model:a]'],
    ['model:(a OR b', 'never closed'],
    ['model:a)', 'no bracket'],
    ['model:a OR', 'a word to look for'],
    ['()', 'a word to look for'],
    ['cost:cheap', 'Cost takes an amount in USD such as 0.01 [cheap]'],
    ['latency:>5x', 'Latency takes a duration'],
    ['status:1e', 'Status takes a number [1e]'],
    ['stream:yes', 'Stream takes true or false [yes]'],
    ['key:abc', 'API key takes a UUID [abc]'],
    ['model:>a', '> is for text'.replace('text', 'numbers')],
    ['cost:~1', '~ is for text [1]'],
    ['status:4*', '* is for text [4*]'],
    ['latency:2s..1s', '2s lies above 1s'],
    ['property.:x', 'property.name:value'],
    ['score.:1', 'score.name:value'],
    ['score.x:good', 'Score takes a number'],
    ['property:x', 'There is no field property'],
    [`${'('.repeat(20)}model:a${')'.repeat(20)}`, 'more than 12 deep'],
    [Array(101).fill('model:a').join(' '), 'at most 100 conditions'],
    ['x'.repeat(4001), 'at most 4000 characters'],
  ])('refuses %j and says where', (text, why) => {
    expect(read(text)).toContain(why);
  });

  it('never throws, and what it gives is a valid filter', () => {
    const pieces = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'model:',
        'cost:',
        '>',
        '"',
        '(',
        ')',
        ' OR ',
        ' ',
        '-',
        'NOT ',
        '*',
        ',',
        'property.',
        'a',
        '1..2',
        '5xx',
      ),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
        const parsed = parseFilter(parts.join(''));
        if (parsed.ok && parsed.filter !== null)
          expect(filterSchema.parse(parsed.filter)).toEqual(parsed.filter);
        else if (!parsed.ok) expect(parsed.from).toBeLessThanOrEqual(parsed.to);
      }),
    );
  });
});

describe('splitFilter', () => {
  it.each([
    ['', []],
    [' model:a  AND -user:*', ['model:a', '-user:*']],
    [
      'status:4xx (model:a OR model:b) latency:1s..2s',
      ['status:4xx', '(model:a OR model:b)', 'latency:1s..2s'],
    ],
    ['model:a name:b OR user:c ', ['model:a name:b OR user:c']],
  ])('takes %j apart', (text, texts) => {
    const split = splitFilter(text);
    expect(split.ok && split.parts.map((part) => part.text)).toEqual(texts);
  });
});

describe('printFilter', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('a b', '"', '\\', 'x*', '>1', '-', 'a,b', 'OR', '5xx', 'a..b'),
  );
  const condition: fc.Arbitrary<Filter> = fc
    .oneof(
      fc.constantFrom(...requestFieldNames),
      fc.constantFrom('property.plan', 'property.My "team"', 'property.a,b', 'score.x', 'score.a b'),
    )
    .chain((field) => {
      const { kind } = describeField(field);
      const values = {
        text,
        words: fc
          .tuple(fc.constantFrom('a', 'Москва', '東京', 'AND', 'x-y'), text)
          .map((parts) => parts.join('')),
        number: fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((value) => Number(value.toPrecision(9))),
        boolean: fc.boolean(),
        uuid: fc.uuid(),
      }[kind as 'text'] as fc.Arbitrary<string | number | boolean>;
      if (kind === 'words')
        return fc.oneof(
          fc.record({
            field: fc.constant(field),
            operator: fc.constantFrom('contains', 'startsWith'),
            value: values,
          }),
          fc.record({ field: fc.constant(field), operator: fc.constant('exists'), value: fc.boolean() }),
        );
      const operators =
        kind === 'text'
          ? ['=', '!=', 'contains', 'startsWith']
          : kind === 'number'
            ? ['=', '!=', '<', '>=']
            : ['=', '!='];
      return fc.oneof(
        fc.record({ field: fc.constant(field), operator: fc.constantFrom(...operators), value: values }),
        fc.record({ field: fc.constant(field), operator: fc.constant('exists'), value: fc.boolean() }),
        fc.record({
          field: fc.constant(field),
          operator: fc.constant('in'),
          value: fc.array(values, { minLength: 2, maxLength: 4 }),
        }),
      );
    }) as fc.Arbitrary<Filter>;
  const filter: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 3 },
      condition,
      fc.record({ and: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ or: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ not: tie('filter') }),
    ),
  })).filter;

  it('is read back as the same filter', () => {
    fc.assert(
      fc.property(filter, (original) => {
        const parsed = parseFilter(printFilter(original));
        expect(parsed.ok ? parsed.filter : parsed).toEqual(simplified(original));
      }),
      { numRuns: 1_000 },
    );
  });
});

/** The form that the parser gives: groups of one or within their like dissolved, double negations gone. */
function simplified(filter: Filter): Filter {
  if ('not' in filter) {
    const inner = simplified(filter.not);
    if ('not' in inner) return inner.not;
    if ('operator' in inner && inner.operator === 'exists') return { ...inner, value: inner.value !== true };
    return { not: inner };
  }
  if ('and' in filter) {
    const parts = filter.and.map(simplified).flatMap((part) => ('and' in part ? part.and : [part]));
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { and: parts };
  }
  if ('or' in filter) {
    const parts = filter.or.map(simplified).flatMap((part) => ('or' in part ? part.or : [part]));
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { or: parts };
  }
  return filter;
}
