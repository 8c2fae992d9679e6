import { HeliographError } from '@heliograph/contracts/error-codes';
import { expect, it } from 'vitest';
import { errorBody } from './error-body.ts';

const error = new HeliographError('invalid_header', 'Helicone-Request-Id: expected a UUID', {
  details: { headers: ['Helicone-Request-Id'] },
});

it('speaks each provider’s language', () => {
  expect(JSON.parse(errorBody('openai', error, 'id'))).toEqual({
    error: {
      message: error.message,
      type: 'invalid_request_error',
      param: null,
      code: 'invalid_header',
      details: { headers: ['Helicone-Request-Id'] },
    },
  });
  expect(JSON.parse(errorBody('anthropic', new HeliographError('invalid_api_key', 'no'), 'id'))).toEqual({
    type: 'error',
    error: { type: 'authentication_error', message: 'no', code: 'invalid_api_key' },
    request_id: 'id',
  });
  expect(JSON.parse(errorBody('azure', new HeliographError('upstream_timeout', 'late'), 'id'))).toEqual({
    error: { code: 'upstream_timeout', message: 'late' },
  });
});
