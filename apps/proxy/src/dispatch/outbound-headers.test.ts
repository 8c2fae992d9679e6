import { expect, it } from 'vitest';
import { outboundHeaders } from './outbound-headers.ts';

it('keeps order, case and repetitions, and drops what is between us and the client', () => {
  const headers = [
    ...['Host', 'proxy', 'Connection', 'keep-alive, X-Private', 'X-Private', '1', 'Keep-Alive', 'timeout=5'],
    ...[
      'Authorization',
      'Bearer k',
      'X-A',
      '1',
      'x-a',
      '2',
      'TE',
      'trailers',
      'Transfer-Encoding',
      'chunked',
    ],
    ...[
      'Expect',
      '100-continue',
      'Content-Length',
      '5',
      'Cookie',
      'c=1',
      'X-Forwarded-For',
      '1.2.3.4',
      'User-Agent',
      'u',
    ],
  ];
  const kept = ['Authorization', 'Bearer k', 'X-A', '1', 'x-a', '2', 'User-Agent', 'u'];
  expect(outboundHeaders(headers, null)).toEqual(kept);
  expect(outboundHeaders(headers, 5)).toEqual([...kept, 'content-length', '5']);
});
