import type { CallToRepeat, HeaderValue } from './call-to-repeat.ts';
import { printLiteral, quoteText, readEntries, typescriptLiterals } from './print-literal.ts';
import { ownHeaders, type SdkCall, sdkCall } from './sdk-call.ts';

/** The call in TypeScript: by the provider's SDK where one makes it, else by fetch. */
export function typescriptCall(call: CallToRepeat): string {
  const sdk = sdkCall(call);
  const entries = sdk === null || call.body === null ? null : readEntries(call.body);
  const lines = sdk === null || entries === null ? byFetch(call) : bySdk(call, sdk, entries);
  return [...call.notes.map((note) => `// ${note}`), ...lines].join('\n');
}

const clients = {
  openai: { name: 'OpenAI', module: 'openai' },
  anthropic: { name: 'Anthropic', module: '@anthropic-ai/sdk' },
} as const;

function bySdk(
  call: CallToRepeat,
  { sdk, method, baseUrl }: SdkCall,
  { json }: NonNullable<ReturnType<typeof readEntries>>,
): string[] {
  const { name, module } = clients[sdk];
  return [
    `import ${name} from '${module}';`,
    '',
    `const client = new ${name}({`,
    `  apiKey: ${call.providerKey === null ? `'not-needed'` : `process.env.${call.providerKey}`},`,
    `  baseURL: ${quoteText(baseUrl)},`,
    '  defaultHeaders: {',
    ...ownHeaders(call).map(([header, value]) => `    ${quoteText(header)}: ${headerValue(value)},`),
    '  },',
    '});',
    '',
    `const ${call.stream ? 'stream' : 'answer'} = await client.${method}(${printLiteral(json, 0, typescriptLiterals, 0)});`,
    call.stream ? 'for await (const event of stream) console.log(event);' : 'console.log(answer);',
  ];
}

function byFetch(call: CallToRepeat): string[] {
  return [
    `const answer = await fetch(${quoteText(call.url)}, {`,
    `  method: ${quoteText(call.method)},`,
    '  headers: {',
    ...call.headers.map(([name, value]) => `    ${quoteText(name)}: ${headerValue(value)},`),
    '  },',
    ...(call.body === null ? [] : [`  body: ${quoteText(call.body)},`]),
    '});',
    'console.log(await answer.text());',
  ];
}

function headerValue(value: HeaderValue): string {
  const parts = value.map((part) =>
    typeof part === 'string' ? part.replaceAll(/[\\`]|\$\{/g, '\\$&') : `\${process.env.${part.env}}`,
  );
  return value.every((part) => typeof part === 'string')
    ? quoteText(value.join(''))
    : `\`${parts.join('')}\``;
}
