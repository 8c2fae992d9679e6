import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeliographError } from '@heliograph/contracts/error-codes';
import { filterSchema } from '@heliograph/contracts/filter';
import { readHeliconeFilter } from './read-filter.ts';

const rmt = (columns: unknown) => ({ request_response_rmt: columns });
const filterOf = (input: unknown) => readHeliconeFilter(input).filter;
const is = (field: string, value: unknown, operator = '=') => ({ field, operator, value });

describe('readHeliconeFilter', () => {
  it.each<[string, unknown, unknown]>([
    ['all', 'all', undefined],
    ['nothing', {}, undefined],
    ['a leaf', rmt({ model: { equals: 'gpt-4o' } }), is('model', 'gpt-4o')],
    ['an older table', { response: { status: { gte: 400 } } }, is('status', 400, '>=')],
    ['a number as text', rmt({ latency: { lt: '250' } }), is('latencyMs', 250, '<')],
    ['a part of a text', rmt({ user_id: { contains: 'ann' } }), is('userId', 'ann', 'contains')],
    [
      'what it does not contain',
      rmt({ user_id: { 'not-contains': 'x' } }),
      { not: is('userId', 'x', 'contains') },
    ],
    ['a pattern', rmt({ model: { ilike: '%mini%' } }), is('model', 'mini', 'contains')],
    ['a pattern from the start', rmt({ model: { like: 'gpt%' } }), is('model', 'gpt', 'startsWith')],
    ['a pattern without %', rmt({ model: { like: 'gpt\\_4' } }), is('model', 'gpt_4')],
    ['a property', { properties: { Plan: { equals: 'pro' } } }, is('property.Plan', 'pro')],
    ['a property of the table', rmt({ properties: { Plan: { equals: 'pro' } } }), is('property.Plan', 'pro')],
    ['a session', { properties: { 'Helicone-Session-Id': { equals: 's' } } }, is('sessionId', 's')],
    ['a score', rmt({ scores: { accuracy: { gt: '90' } } }), is('score.accuracy', 90, '>')],
    ['feedback', { feedback: { rating: { equals: false } } }, is('feedback', 'negative')],
    [
      'both of two operators',
      rmt({ latency: { gte: 1, lt: 2 } }),
      { and: [is('latencyMs', 1, '>='), is('latencyMs', 2, '<')] },
    ],
    [
      'a tree',
      {
        left: rmt({ model: { equals: 'a' } }),
        operator: 'or',
        right: {
          left: rmt({ model: { equals: 'b' } }),
          operator: 'and',
          right: rmt({ status: { equals: 200 } }),
        },
      },
      { or: [is('model', 'a'), { and: [is('model', 'b'), is('status', 200)] }] },
    ],
    [
      'a choice of everything',
      { left: 'all', operator: 'or', right: rmt({ model: { equals: 'a' } }) },
      undefined,
    ],
    [
      'all beside a leaf',
      { left: 'all', operator: 'and', right: rmt({ model: { equals: 'a' } }) },
      is('model', 'a'),
    ],
  ])('understands %s', (_, input, expected) => {
    const filter = filterOf(input);
    expect(filter).toEqual(expected);
    if (filter !== undefined) filterSchema.parse(filter);
  });

  it('takes times out of the tree, UTC where they name no zone', () => {
    const range = readHeliconeFilter({
      left: rmt({ request_created_at: { gte: '2026-11-20 00:00:00' } }),
      operator: 'and',
      right: { request: { created_at: { lt: '2026-11-21T00:00:00+01:00' } } },
    });
    expect(range).toEqual({
      fromMs: Date.parse('2026-11-20T00:00:00Z'),
      toMs: Date.parse('2026-11-20T23:00:00Z'),
      filter: undefined,
    });
  });

  it.each<[string, unknown, string]>([
    ['another column', rmt({ planet: { equals: 'Mars' } }), 'planet'],
    ['another tenant', rmt({ organization_id: { equals: 'x' } }), 'organization_id'],
    ['another table', { job: { id: { equals: 'x' } } }, 'job.id'],
    ['a name of every object', { constructor: { name: { equals: 'x' } } }, 'constructor.name'],
    ['another operator', rmt({ model: { regex: 'x' } }), 'regex'],
    ['a pattern within', rmt({ model: { like: 'a%b' } }), 'pattern'],
    [
      'a time in a choice',
      { left: rmt({ request_created_at: { gte: 1 } }), operator: 'or', right: 'all' },
      'choice',
    ],
    ['no time', rmt({ request_created_at: { gte: 'soon' } }), 'no time'],
    ['a branch without operator', { left: 'all', right: 'all' }, '"and" or "or"'],
    ['a number', 7, 'object'],
    ['a value that is none', rmt({ model: { equals: { a: 1 } } }), 'compared with'],
  ])('says what it does not understand: %s', (_, input, part) => {
    expect(() => readHeliconeFilter(input)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
    expect(() => readHeliconeFilter(input)).toThrow(part);
  });

  it('gives a filter or one error for whatever is sent', { timeout: 60_000 }, () => {
    const leaf = fc.dictionary(
      fc.constantFrom('request_response_rmt', 'properties', 'request', 'scores', 'x'),
      fc.dictionary(
        fc.oneof(fc.constantFrom('model', 'status', 'properties', 'request_created_at'), fc.string()),
        fc.oneof(
          fc.dictionary(fc.constantFrom('equals', 'like', 'gte', 'x'), fc.jsonValue()),
          fc.jsonValue(),
        ),
      ),
    );
    const { node } = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.record({ left: tie('node'), operator: fc.constantFrom('and', 'or', 'xor'), right: tie('node') }),
        fc.jsonValue(),
      ),
    }));
    fc.assert(
      fc.property(node, (input) => {
        try {
          readHeliconeFilter(input);
        } catch (error) {
          expect(error).toBeInstanceOf(HeliographError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
