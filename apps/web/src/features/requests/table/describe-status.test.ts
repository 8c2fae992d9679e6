import { expect, test } from 'vitest';
import { describeStatus } from './describe-status.ts';

test.each([
  [200, 'success', null, '200', 'success'],
  [304, 'success', null, '304', 'info'],
  [429, 'failed', null, '429', 'warning'],
  [503, 'failed', null, '503', 'danger'],
  [200, 'failed', null, '200 cut off', 'danger'],
  [200, 'cancelled', null, 'Cancelled', 'neutral'],
  [0, 'cancelled', null, 'Cancelled', 'neutral'],
  [0, 'failed', null, 'No answer', 'danger'],
  [0, 'failed', 'upstream_unreachable', 'No answer', 'danger'],
] as const)('%d that ended %s', (status, outcome, errorCode, label, tone) => {
  expect(describeStatus({ status, outcome, errorCode })).toMatchObject({ label, tone });
});

test('an error of ours is told apart from the provider’s', () => {
  const ours = describeStatus({ status: 502, outcome: 'failed', errorCode: 'upstream_unreachable' });
  expect(ours.meaning).toBe('Heliograph failed with 502.');
  expect(describeStatus({ status: 502, outcome: 'failed', errorCode: null }).meaning).toMatch(
    /^The provider/,
  );
});
