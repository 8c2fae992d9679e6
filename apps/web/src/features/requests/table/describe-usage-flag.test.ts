import { expect, it } from 'vitest';
import { describeUsageFlag } from './describe-usage-flag.ts';

it.each([
  [
    'usage_invalid:prompt_tokens',
    'The provider reported “prompt_tokens” as something that is no count; it was taken as 0.',
  ],
  ['response_encoding_unsupported:zstd', 'The response is compressed in a way that can’t be read.'],
  ['request_too_large', 'The request is too large to be read whole.'],
  ['stream_incomplete', 'The stream ended before its end.'],
  ['something_new:x', 'something_new:x'],
])('%s', (flag, expected) => expect(describeUsageFlag(flag)).toBe(expected));
