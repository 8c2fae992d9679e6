import fc from 'fast-check';
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import { timeOfId } from './find-request.ts';

it('reads the time in every UUIDv7, in any case', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), fc.boolean(), (msecs, upper) => {
      const id = uuidv7({ msecs });
      expect(timeOfId(upper ? id.toUpperCase() : id)).toBe(msecs);
    }),
  );
});

it('reads none in other ids', () => {
  expect(timeOfId(uuidv4())).toBeNull();
  expect(timeOfId('nothing')).toBeNull();
});
