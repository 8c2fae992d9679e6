import { expect, it } from 'vitest';
import { readPriceForm } from './read-price-form.ts';

function read(fields: Record<string, string>, replaces?: string) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return readPriceForm(form, replaces);
}

it('reads prices as they were typed, days as those of UTC with the last one included', () => {
  const fields = {
    provider: ' Azure ',
    model: 'house-*',
    input: ' 2.50 ',
    output: '10,5',
    cachedInput: '',
    effectiveFrom: '2026-11-01',
    effectiveTo: '2026-11-30',
    note: '',
  };
  expect(read(fields, '019aa2b4-0000-7000-8000-00000000000a')).toEqual({
    input: {
      provider: 'azure',
      model: 'house-*',
      prices: { input: '2.50', output: '10.5' },
      effectiveFrom: '2026-11-01T00:00:00.000Z',
      effectiveTo: '2026-12-01T00:00:00.000Z',
      note: null,
      replaces: '019aa2b4-0000-7000-8000-00000000000a',
    },
  });
});

it('says at each field what is wrong with it', () => {
  expect(read({ model: '', input: '' })).toEqual({
    errors: { model: 'Name the model', input: 'Give at least one price; 0 means free' },
  });
  expect(read({ model: 'a*b', input: '1.2345678', output: '-1' })).toEqual({
    errors: {
      model: 'A * may only stand at the end, behind the beginning of a name',
      input: 'A price is a decimal number such as 2.5, with at most 6 digits after the point',
      output: 'A price is a decimal number such as 2.5, with at most 6 digits after the point',
    },
  });
  expect(read({ model: 'a', input: '1', effectiveFrom: '2026-11-02', effectiveTo: '2026-11-01' })).toEqual({
    errors: { effectiveTo: 'The price must end after it begins' },
  });
});
