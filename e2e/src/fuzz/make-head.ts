import type { Random } from './random.ts';

/** What every request of one client carries, so that it can be told whose bytes arrived where. */
export interface Client {
  key: string;
  marker: string;
}

/** The request line, mostly a good one. */
export function makeRequestLine(random: Random, { key, marker }: Client): string {
  const target = random.chance(0.85)
    ? random.pick([
        '/v1/chat/completions',
        '/v1/messages',
        '/openai/v1/models',
        '/anthropic/v1/messages',
        '/together/v1/chat/completions',
        `/v1/embeddings?a=${marker}`,
        `/${key}/v1/models`,
        'http://localhost/v1/models',
      ])
    : random.pick([
        ...([
          '/healthz',
          '/readyz',
          '*',
          '',
          '/',
          '//v1/models',
          'v1/models',
          '/v1/../x',
          '/v1/%2e%2e/x',
        ] as const),
        ...([
          '/v1/%00',
          '/v1/\\x',
          '/v1/a b',
          '/v1/\xff\xfe',
          '/unknown',
          '/demo/v1/models',
          '/v1/x#y',
        ] as const),
        'http://',
        'https://user:pass@localhost/v1/models',
        'localhost:80',
        '/sk-helicone-short/v1/models',
        `/v1/${'x'.repeat(1 + random.int(40_000))}`,
      ]);
  const method = random.chance(0.9)
    ? random.pick(['POST', 'POST', 'GET', 'PUT'])
    : random.pick(['HEAD', 'OPTIONS', 'DELETE', 'PATCH', 'CONNECT', 'TRACE', 'post', 'PRI', 'G\0T', '']);
  const version = random.chance(0.93)
    ? 'HTTP/1.1'
    : random.pick(['HTTP/1.0', 'HTTP/2.0', 'HTTP/1.1 ', 'HTTP/0.9', 'http/1.1', 'HTTP/1.10', '']);
  const space = random.chance(0.97) ? ' ' : random.pick(['  ', '\t', '']);
  return `${method}${space}${target}${space}${version}`;
}

/** Header lines bar those that frame the body: host, keys, control headers and rubbish. */
export function makeHeaderLines(random: Random, { key, marker }: Client): string[] {
  const lines = random.chance(0.95)
    ? [`Host: ${random.pick(['localhost', 'localhost', 'openai.localhost', 'anthropic.localhost:1'])}`]
    : random.pick<string[]>([[], ['Host: a', 'Host: b'], ['Host:'], ['Host: a b'], ['Host: \x01']]);
  lines.push(
    random.chance(0.9)
      ? `Helicone-Auth: Bearer ${key}`
      : random.pick([
          `Authorization: Bearer sk-provider,${key}`,
          'Helicone-Auth: Bearer sk-helicone-x',
          'Helicone-Auth:',
          `helicone-AUTH:${key}`,
        ]),
    `X-Marker: ${marker}`,
    'Content-Type: application/json',
  );
  for (let more = random.chance(0.5) ? 0 : 1 + random.int(4); more > 0; more -= 1)
    lines.push(oddLine(random, marker));
  return lines;
}

function oddLine(random: Random, marker: string): string {
  const value = random.pick([
    '',
    'true',
    'yes',
    '-1',
    '0',
    '1e9',
    'é'.repeat(9),
    '\xff\x80',
    '{"a":',
    `${marker}\t`,
  ]);
  return random.pick([
    `Helicone-Property-${random.pick(['A', '', ' ', '-', 'ä', 'x'.repeat(300)])}: ${value}`,
    `Helicone-${random.pick(['User-Id', 'Session-Path', 'Request-Id', 'Timeout', 'Stream-Usage', 'Omit-Request', 'Model-Override', 'Nonsense', 'Session-Name'])}: ${value}`,
    `Helicone-Retry-Enabled: true\r\nHelicone-Retry-Min-Timeout: ${random.pick(['0', '1', 'x'])}\r\nHelicone-Retry-Num: 3`,
    `Helicone-Fallback: ${random.pick([
      '[{"model":"m"}]',
      '[{"provider":"groq"}]',
      '[{"provider":"together","model":"m","headers":{"authorization":"x","transfer-encoding":"chunked"}}]',
      `[{"model":"${marker}","headers":{"host":"x","content-length":"1","x":"${marker}"},"bodyKeyOverride":{"stream":true}}]`,
      '[{"target-url":"http://127.0.0.1:1"}]',
      '[{"model":"m","onCodes":[200]}]',
      '[[]]',
    ])}`,
    // Only addresses that are refused or lead to this machine.
    `Helicone-Target-Url: ${random.pick(['http://127.0.0.1:1', 'http://[::1]:1/', 'file:///etc/passwd', 'http://169.254.169.254/latest', 'http://', 'nonsense', ''])}`,
    `Connection: ${random.pick(['close', 'keep-alive', 'X-Marker', 'Helicone-Auth, content-length', 'upgrade', ','])}`,
    `Expect: ${random.pick(['100-continue', '200-ok', ''])}`,
    'Upgrade: websocket',
    'TE: trailers',
    `Accept-Encoding: ${random.pick(['gzip', 'br;q=1', '*', ''])}`,
    `X-Long: ${'l'.repeat(random.int(random.chance(0.05) ? 400_000 : 5_000))}`,
    `X-Folded: a\r\n ${marker}`,
    `X-Bare: a\n${marker}: b`,
    `X-Return: a\r${marker}`,
    'X Space: a',
    'X-Before-Colon : a',
    ': no name',
    'no colon',
    'X-Null: a\0b',
    `Cookie: ${marker}`,
    `X-Forwarded-For: ${value}`,
    `Content-Encoding: ${random.pick(['gzip', 'identity', 'x'])}`,
  ]);
}
