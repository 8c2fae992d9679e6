import type { CallToRepeat, HeaderValue } from './call-to-repeat.ts';
import { printLiteral, pythonLiterals, quoteText, readEntries } from './print-literal.ts';
import { ownHeaders, type SdkCall, sdkCall } from './sdk-call.ts';

/** The call in Python: by the provider's SDK where one makes it, else by requests. */
export function pythonCall(call: CallToRepeat): string {
  const sdk = sdkCall(call);
  const entries = sdk === null || call.body === null ? null : readEntries(call.body);
  const lines = sdk === null || entries === null ? byRequests(call) : bySdk(call, sdk, entries);
  return [...call.notes.map((note) => `# ${note}`), ...lines].join('\n');
}

const clients = { openai: 'OpenAI', anthropic: 'Anthropic' } as const;

function bySdk(
  call: CallToRepeat,
  { sdk, method, baseUrl, python }: SdkCall,
  { json, entries }: NonNullable<ReturnType<typeof readEntries>>,
): string[] {
  const named: string[] = [];
  const extra: string[] = [];
  for (const [name, node] of entries) {
    if (python.has(name)) named.push(`    ${name}=${printLiteral(json, node, pythonLiterals, 1)},`);
    else extra.push(`        ${quoteText(name)}: ${printLiteral(json, node, pythonLiterals, 2)},`);
  }
  const key = call.providerKey;
  return [
    'import os',
    '',
    `from ${sdk} import ${clients[sdk]}`,
    '',
    `client = ${clients[sdk]}(`,
    `    api_key=${key === null ? '"not-needed"' : `os.environ[${quoteText(key)}]`},`,
    `    base_url=${quoteText(baseUrl)},`,
    `    default_headers={`,
    ...ownHeaders(call).map(([name, value]) => `        ${quoteText(name)}: ${headerValue(value)},`),
    '    },',
    ')',
    '',
    `${call.stream ? 'stream' : 'answer'} = client.${method}(`,
    ...named,
    ...(extra.length === 0 ? [] : ['    extra_body={', ...extra, '    },']),
    ')',
    ...(call.stream ? ['for event in stream:', '    print(event)'] : ['print(answer)']),
  ];
}

function byRequests(call: CallToRepeat): string[] {
  return [
    'import os',
    '',
    'import requests',
    '',
    'answer = requests.request(',
    `    ${quoteText(call.method)},`,
    `    ${quoteText(call.url)},`,
    '    headers={',
    ...call.headers.map(([name, value]) => `        ${quoteText(name)}: ${headerValue(value)},`),
    '    },',
    // As bytes: what was sent, to the last one.
    ...(call.body === null ? [] : [`    data=${quoteText(call.body)}.encode(),`]),
    ...(call.stream ? ['    stream=True,'] : []),
    ')',
    ...(call.stream
      ? ['for line in answer.iter_lines(decode_unicode=True):', '    print(line)']
      : ['print(answer.text)']),
  ];
}

function headerValue(value: HeaderValue): string {
  return value
    .map((part) => (typeof part === 'string' ? quoteText(part) : `os.environ[${quoteText(part.env)}]`))
    .join(' + ');
}
