import { expect, it } from 'vitest';
import { logRecordSchema } from './log-record.ts';

it('reads records from before a field existed', () => {
  expect(logRecordSchema.shape.providerKeyFingerprint.parse(undefined)).toBeNull();
});
