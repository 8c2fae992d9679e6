import { expect, test } from 'vitest';
import { parseHeaders } from '@heliograph/headers/parse-headers';
import { promptOf } from './prompt-of.ts';

test.each([
  [[], null, null, null],
  [['Helicone-Prompt-Environment', 'staging'], null, null, null],
  [['Helicone-Prompt-Id', 'support'], 'support', null, null],
  [['Helicone-Prompt-Id', 'support-v12'], 'support', '12', null],
  [['Helicone-Prompt-Id', 'support-v2-v3'], 'support-v2', '3', null],
  [['Helicone-Prompt-Id', '-v2'], '-v2', null, null],
  [['Helicone-Prompt-Id', 'support-vip'], 'support-vip', null, null],
  [['Helicone-Prompt-Id', 'support@production'], 'support', null, 'production'],
  [['Helicone-Prompt-Id', 'support@'], 'support', null, null],
  [['Helicone-Prompt-Id', 'support-v2', 'Helicone-Prompt-Environment', 'staging'], 'support', '2', 'staging'],
])('%j', (headers, promptId, promptVersion, promptEnvironment) => {
  const { control } = parseHeaders(headers);
  expect(promptOf(control)).toEqual({ promptId, promptVersion, promptEnvironment });
});
