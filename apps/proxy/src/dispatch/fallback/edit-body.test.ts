import fc from 'fast-check';
import { expect, it } from 'vitest';
import { editBody, modelOfBody } from './edit-body.ts';

const edit = (text: string, changes: Record<string, unknown>) =>
  editBody(Buffer.from(text), changes)?.toString();

it('replaces a value and leaves every other byte as it was', () => {
  expect(edit('{ "model" : "gpt-4o",\n "n": 1.0, "é":"\\u00e9" }', { model: 'gpt-4o-mini' })).toBe(
    '{ "model" : "gpt-4o-mini",\n "n": 1.0, "é":"\\u00e9" }',
  );
});

it('puts what isn’t there in front', () => {
  expect(edit('{"n":1}', { model: 'm', n: { a: 2 }, x: null })).toBe('{"model":"m","x":null,"n":{"a":2}}');
  expect(edit(' { }', { model: 'm' })).toBe(' {"model":"m" }');
});

it('can’t change what is no JSON object, names a key twice or isn’t there', () => {
  for (const text of ['', '[]', 'a=b', '{"model":1,"model":2}'])
    expect(edit(text, { model: 'm' })).toBeUndefined();
  expect(editBody(null, { model: 'm' })).toBeUndefined();
  expect(editBody(null, {})).toBeNull();
});

it('means the same as a change of the parsed object, whatever the object and the changes', () => {
  const object = fc.dictionary(
    fc.oneof(fc.constantFrom('model', 'n', 'a"b', '\\'), fc.string()),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(object, object, fc.boolean(), (body, changes, spaced) => {
      fc.pre(!('__proto__' in body) && !('__proto__' in changes));
      const text = JSON.stringify(body, null, spaced ? 2 : undefined);
      expect(JSON.parse(edit(text, changes) ?? '')).toEqual(
        JSON.parse(JSON.stringify({ ...body, ...changes })),
      );
    }),
  );
});

it('finds the model that a body names', () => {
  expect(modelOfBody(Buffer.from('{"messages":[{"model":"x"}],"model":"gpt\\u002d4o"}'))).toBe('gpt-4o');
  for (const text of ['{"model":4}', '{}', 'x']) expect(modelOfBody(Buffer.from(text))).toBeNull();
});
