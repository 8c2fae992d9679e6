import type { RequestDetail } from '@heliograph/contracts/request';

/** The one call of a request that went well, for the API's documentation. */
export const exampleAttempts: RequestDetail['attempts'] = [
  {
    provider: 'openai',
    model: null,
    fallbackIndex: null,
    called: true,
    url: 'https://api.openai.com/v1/chat/completions',
    status: 200,
    startedAtMs: 1.4,
    durationMs: 810,
    error: null,
    next: null,
  },
];
