import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerTable, propertyHeaders } from './header-table.ts';
import { describeProblems, isControlHeader, parseHeaders } from './parse-headers.ts';

const UUID = '0192f1a0-7b1c-7c3d-8e4f-123456789abc';
/** How Node hands over a header that was sent as UTF-8. */
const onTheWire = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

describe('parseHeaders', () => {
  it('reads every header of the table, whatever the case of its name', () => {
    const { control, problems, unknown } = parseHeaders([
      ...['HELICONE-AUTH', 'Bearer sk-helicone-x'],
      ...['helicone-target-url', 'https://llm.example.com:8443/base/'],
      ...['Helicone-Model-Override', 'gpt-4o'],
      ...['Helicone-Price-Input', '2.5'],
      ...['Helicone-Price-Output', '10'],
      ...['Helicone-Request-Id', UUID.toUpperCase()],
      ...['Helicone-Request-Name', 'summarise'],
      ...['Helicone-Timeout', '1500'],
      ...['Helicone-Stream-Usage', 'False'],
      ...['Helicone-User-Id', 'u-1'],
      ...['Helicone-Session-Id', 's-1'],
      ...['Helicone-Session-Path', '/plan/step'],
      ...['Helicone-Session-Name', 'Trip'],
      ...['Helicone-Omit-Request', 'TRUE'],
      ...['Helicone-Omit-Response', 'false'],
      ...['Helicone-Property-Plan', 'pro'],
      ...['Helicone-Cache-Enabled', 'true'],
      ...['Helicone-Cache-Save', 'false'],
      ...['Helicone-Cache-Read', 'true'],
      ...['Helicone-Cache-Bucket-Max-Size', '1000'],
      ...['Helicone-Cache-Bucket-Mode', 'Capacity'],
      ...['Helicone-Cache-Seed', 'user-123'],
      ...['Helicone-Cache-Ignore-Keys', 'user, metadata.trace'],
      ...['Helicone-Cache-Semantic', 'Shadow'],
      ...['Helicone-Cache-Semantic-Threshold', '0.9'],
      ...['Cache-Control', 'max-age=60'],
      ...['Helicone-RateLimit-Policy', '10;w=60'],
      ...['Helicone-RateLimit-Fail', 'closed'],
      ...['Helicone-Retry-Enabled', 'true'],
      ...['Helicone-Retry-Num', '3'],
      ...['Helicone-Retry-Factor', '1.5'],
      ...['Helicone-Retry-Min-Timeout', '10'],
      ...['Helicone-Retry-Max-Timeout', '20'],
      ...['Helicone-Retry-Deadline', '30000'],
      ...['Helicone-Fallback', '[{"model": "gpt-4o-mini"}]'],
      ...['Helicone-Prompt-Id', 'customer-support-v2'],
      ...['Helicone-Prompt-Inputs', '{"user_input": "Hi"}'],
      ...['Helicone-Prompt-Environment', 'production'],
    ]);
    expect(problems).toEqual([]);
    expect(unknown).toEqual([]);
    expect(control).toEqual({
      auth: 'Bearer sk-helicone-x',
      targetUrl: { origin: 'https://llm.example.com:8443', basePath: '/base' },
      openaiApiBase: null,
      modelOverride: 'gpt-4o',
      priceInput: '2.5',
      priceOutput: '10',
      requestId: UUID,
      requestName: 'summarise',
      timeout: 1500,
      streamUsage: false,
      userId: 'u-1',
      sessionId: 's-1',
      sessionPath: '/plan/step',
      sessionName: 'Trip',
      omitRequest: true,
      omitResponse: false,
      properties: [['Plan', 'pro']],
      cacheEnabled: true,
      cacheSave: false,
      cacheRead: true,
      cacheBucketMaxSize: 1000,
      cacheBucketMode: 'capacity',
      cacheSeed: 'user-123',
      cacheIgnoreKeys: [['user'], ['metadata', 'trace']],
      cacheSemantic: 'shadow',
      cacheSemanticThreshold: 0.9,
      cacheControl: { maxAgeSeconds: 60, noStore: false, noCache: false },
      rateLimitPolicy: [
        { quota: 10, windowSeconds: 60, unit: 'request', segment: { by: 'global' }, text: '10;w=60' },
      ],
      rateLimitFail: 'closed',
      retryEnabled: true,
      retryNum: 3,
      retryFactor: 1.5,
      retryMinTimeout: 10,
      retryMaxTimeout: 20,
      retryDeadline: 30_000,
      fallbacks: [
        {
          model: 'gpt-4o-mini',
          provider: null,
          targetUrl: null,
          headers: [],
          onCodes: null,
          bodyKeyOverride: null,
        },
      ],
      promptId: 'customer-support-v2',
      promptVariables: { user_input: 'Hi' },
      promptEnvironment: 'production',
    });
  });

  it.each([
    ['Helicone-Cache-Enabled', 'yes'],
    ['Helicone-Cache-Bucket-Max-Size', '0'],
    ['Helicone-Cache-Bucket-Max-Size', '100001'],
    ['Helicone-Cache-Bucket-Mode', 'random'],
    ['Helicone-Cache-Ignore-Keys', 'a..b'],
    ['Helicone-Cache-Ignore-Keys', Array(65).fill('a').join()],
    ['Helicone-Cache-Semantic', 'maybe'],
    ['Helicone-Cache-Semantic-Threshold', '1.01'],
    ['Helicone-Cache-Semantic-Threshold', '-0.5'],
    ['Helicone-RateLimit-Policy', '10'],
    ['Helicone-RateLimit-Fail', 'ajar'],
    ['Helicone-Retry-Enabled', '1'],
    ['Helicone-Retry-Num', '11'],
    ['Helicone-Retry-Factor', '0.5'],
    ['Helicone-Retry-Min-Timeout', '-1'],
    ['Helicone-Retry-Deadline', '0'],
    ['Helicone-Fallbacks', '{}'],
    ['Helicone-Prompt-Variables', '[]'],
    ['Helicone-Prompt-Inputs', '{'],
  ])('refuses %s: %j by the name it was sent under', (name, value) => {
    expect(parseHeaders([name, value]).problems.map(({ header }) => header)).toEqual([name]);
  });

  it('takes a header and its alias as one', () => {
    const pair = (value: string): string[] => [
      'Helicone-Prompt-Variables',
      '{}',
      'Helicone-Prompt-Inputs',
      value,
    ];
    expect(parseHeaders(pair('{}')).problems).toEqual([]);
    expect(parseHeaders(pair('{"a":1}')).problems.map(({ header }) => header)).toEqual([
      'Helicone-Prompt-Inputs',
    ]);
  });

  it('lets one of the two waits of retries move the other, and refuses two that contradict each other', () => {
    const waits = (...raw: string[]): unknown => {
      const { control, problems } = parseHeaders(raw);
      return problems.length > 0 ? problems : [control.retryMinTimeout, control.retryMaxTimeout];
    };
    expect(waits('Helicone-Retry-Min-Timeout', '20000')).toEqual([20_000, 20_000]);
    expect(waits('Helicone-Retry-Max-Timeout', '50')).toEqual([50, 50]);
    expect(waits('Helicone-Retry-Min-Timeout', '20', 'Helicone-Retry-Max-Timeout', '10')).toMatchObject([
      { header: 'Helicone-Retry-Min-Timeout' },
    ]);
  });

  it('reads Cache-Control, of one or several lines, only where caching is asked for', () => {
    const lines = ['Cache-Control', 'no-cache', 'cache-control', 'max-age=5'];
    expect(parseHeaders(lines).control.cacheControl.noCache).toBe(false);
    expect(parseHeaders(['Helicone-Cache-Save', 'true', ...lines])).toMatchObject({
      control: { cacheControl: { maxAgeSeconds: 5, noStore: false, noCache: true } },
      rest: lines,
    });
    expect(parseHeaders(['Helicone-Cache-Enabled', 'true', 'Cache-Control', 'max-age=x']).problems).toEqual([
      { header: 'Cache-Control', expected: 'max-age= with a whole number of seconds' },
    ]);
    expect(parseHeaders(['Cache-Control', 'max-age=x']).problems).toEqual([]);
  });

  it('hands on all other headers untouched, in order, with repetitions', () => {
    const rest = ['Host', 'h', 'X-A', '1', 'x-a', '2', 'Heliconic', 'no', 'Accept', ''];
    expect(parseHeaders([...rest, 'Helicone-User-Id', 'u']).rest).toEqual(rest);
  });

  it('lists every offending header with what was expected, and keeps the defaults', () => {
    const { control, problems } = parseHeaders([
      ...['Helicone-Request-Id', 'abc'],
      ...['Helicone-Omit-Request', 'yes'],
      ...['Helicone-Request-Name', 'x'.repeat(257)],
      ...['Helicone-Session-Path', 'no-slash'],
      ...['Helicone-Target-Url', 'ftp://x'],
    ]);
    expect(problems.map(({ header }) => header)).toEqual([
      'Helicone-Request-Id',
      'Helicone-Omit-Request',
      'Helicone-Request-Name',
      'Helicone-Session-Path',
      'Helicone-Target-Url',
    ]);
    expect(control).toMatchObject({
      requestId: null,
      omitRequest: false,
      requestName: null,
      sessionPath: null,
    });
    expect(describeProblems(problems)).toContain(
      'Helicone-Request-Id: expected a UUID; Helicone-Omit-Request: ',
    );
  });

  it.each([
    ['https://user:pw@host'],
    ['https://host/?a=1'],
    ['https://host/#x'],
    ['//host'],
    ['host.example.com'],
    ['https://'],
    ['https://ho st'],
    ['http:\\\\host'],
    ['javascript:alert(1)'],
    [''],
  ])('refuses %j as a target', (value) => {
    expect(parseHeaders(['Helicone-Target-Url', value]).problems).toHaveLength(1);
    expect(parseHeaders(['Helicone-OpenAI-Api-Base', value]).problems).toHaveLength(1);
  });

  it('refuses two targets at once, naming both', () => {
    const { problems } = parseHeaders([
      ...['Helicone-Target-Url', 'https://a.example'],
      ...['Helicone-OpenAI-Api-Base', 'https://b.example'],
    ]);
    expect(problems.map(({ header }) => header)).toEqual(['Helicone-Target-Url', 'Helicone-OpenAI-Api-Base']);
  });

  it.each(['0', '-1', '1.5', '1e3', '86400001', '9'.repeat(400), 'soon', ''])(
    'refuses %j as a timeout',
    (value) => {
      const { control, problems } = parseHeaders(['Helicone-Timeout', value]);
      expect(problems).toEqual([
        { header: 'Helicone-Timeout', expected: 'a whole number from 1 to 86400000' },
      ]);
      expect(control.timeout).toBeNull();
    },
  );

  it('names unknown headers and goes on', () => {
    const parsed = parseHeaders(['Helicone-Sorcery', 'on', 'helicone-', 'x']);
    expect(parsed.unknown).toEqual(['Helicone-Sorcery', 'helicone-']);
    expect(parsed.problems).toEqual([]);
    expect(parsed.rest).toEqual([]);
  });

  it('takes an empty text as not sent, but not an empty boolean or id', () => {
    const parsed = parseHeaders([
      ...['Helicone-User-Id', ''],
      ...['Helicone-Session-Path', '  '],
      ...['Helicone-Property-Empty', ''],
      ...['Helicone-Omit-Request', ''],
      ...['Helicone-Request-Id', ''],
    ]);
    expect(parsed.control).toMatchObject({ userId: null, sessionPath: null, properties: [['Empty', '']] });
    expect(parsed.problems.map(({ header }) => header)).toEqual([
      'Helicone-Omit-Request',
      'Helicone-Request-Id',
    ]);
  });

  it('accepts the same value twice and refuses two different ones', () => {
    const same = parseHeaders([
      'Helicone-User-Id',
      'u',
      'helicone-user-id',
      'u',
      'Helicone-Property-A',
      '1',
      'HELICONE-PROPERTY-a',
      '1',
    ]);
    expect(same.problems).toEqual([]);
    expect(same.control).toMatchObject({ userId: 'u', properties: [['A', '1']] });
    const different = parseHeaders([
      'Helicone-User-Id',
      'u',
      'Helicone-User-Id',
      'v',
      'Helicone-Property-A',
      '1',
      'helicone-property-a',
      '2',
    ]);
    expect(different.problems.map(({ header }) => header)).toEqual([
      'Helicone-User-Id',
      'helicone-property-a',
    ]);
  });

  it('reads UTF-8 as UTF-8 and everything else as latin-1', () => {
    expect(parseHeaders(['Helicone-User-Id', onTheWire('Zoë 🦊')]).control.userId).toBe('Zoë 🦊');
    expect(parseHeaders(['Helicone-User-Id', 'Zo\xeb']).control.userId).toBe('Zoë');
  });

  it('counts characters, not bytes', () => {
    const value = '🦊'.repeat(propertyHeaders.maxValueLength);
    expect(parseHeaders(['Helicone-Property-Fox', onTheWire(value)]).control.properties).toEqual([
      ['Fox', value],
    ]);
    expect(parseHeaders(['Helicone-Property-Fox', onTheWire(`${value}x`)]).problems).toHaveLength(1);
  });

  it('takes 64 properties and names each one beyond', () => {
    const raw = Array.from({ length: 66 }, (_, i) => [`Helicone-Property-P${i}`, 'v']).flat();
    const { control, problems } = parseHeaders(raw);
    expect(control.properties).toHaveLength(64);
    expect(problems.map(({ header }) => header)).toEqual(['Helicone-Property-P64', 'Helicone-Property-P65']);
  });

  it('never repeats a value in a problem', () => {
    const secret = 'sk-very-secret';
    const { problems } = parseHeaders(Object.values(headerTable).flatMap(({ name }) => [name, secret]));
    expect(problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(problems)).not.toContain(secret);
  });

  it('never throws, never lets one of ours through, never loses another', { timeout: 60_000 }, () => {
    const names = fc.oneof(
      fc.constantFrom(
        ...Object.values(headerTable).map(({ name }) => name),
        'Helicone-Property-',
        'helicone-',
        'Host',
      ),
      fc.string().map((suffix) => `Helicone-Property-${suffix}`),
      fc.string().map((suffix) => `hElIcOnE-${suffix}`),
      fc.string({ unit: 'binary' }),
    );
    const values = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.uuid(),
      fc.constantFrom('true', 'FALSE', '', 'https://[::1', 'http://%00', 'https://a:99999'),
      fc.string({ minLength: 1000, maxLength: 3000 }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(names, values), { maxLength: 100 }), (pairs) => {
        const { rest, control } = parseHeaders(pairs.flat());
        expect(rest.filter((_, i) => i % 2 === 0 && isControlHeader(rest[i] ?? ''))).toEqual([]);
        expect(rest).toEqual(pairs.filter(([name]) => !name.toLowerCase().startsWith('helicone-')).flat());
        expect(control.properties.length).toBeLessThanOrEqual(64);
      }),
    );
  });
});
