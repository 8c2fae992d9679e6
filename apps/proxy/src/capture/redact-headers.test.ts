import { expect, it } from 'vitest';
import { redactHeaders } from './redact-headers.ts';

it('keeps no credential, cookie or control header', () => {
  const secrets = [
    ...[
      'Authorization',
      'api-key',
      'x-api-key',
      'x-goog-api-key',
      'Cookie',
      'Set-Cookie',
      'Proxy-Authorization',
    ],
    ...[
      'Helicone-Auth',
      'helicone-user-id',
      'X-Amz-Security-Token',
      'X-Client-Secret',
      'WWW-Authenticate',
      'OpenAI-Session',
    ],
  ];
  expect(redactHeaders(secrets.flatMap((name) => [name, 'canary']))).toEqual([]);
});

it('keeps the rest as it came', () => {
  const headers = [
    'Content-Type',
    'application/json',
    'x-ratelimit-remaining-tokens',
    '9',
    'X-Request-Id',
    'r',
    'x-request-id',
    's',
  ];
  expect(redactHeaders(headers)).toEqual([
    ['Content-Type', 'application/json'],
    ['x-ratelimit-remaining-tokens', '9'],
    ['X-Request-Id', 'r'],
    ['x-request-id', 's'],
  ]);
});
