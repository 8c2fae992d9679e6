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
    });
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
    const parsed = parseHeaders([
      'Helicone-Sorcery',
      'on',
      'helicone-',
      'x',
      'Helicone-Cache-Enabled',
      'true',
    ]);
    expect(parsed.unknown).toEqual(['Helicone-Sorcery', 'helicone-', 'Helicone-Cache-Enabled']);
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
