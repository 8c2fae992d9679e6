/** What the snippets are made for. */
export interface SnippetTarget {
  /** Base URL of the proxy, or of the built-in fake provider; no slash at the end. */
  baseUrl: string;
  /** The key just made, or null for a placeholder. */
  apiKey: string | null;
  /** With the fake provider no provider key is needed. */
  fakeProvider: boolean;
}

export interface Snippet {
  id: string;
  label: string;
  language: 'bash' | 'typescript' | 'python';
  /** What to install first; null where nothing. */
  install: string | null;
  code: string;
}

export const placeholderKey = 'sk-helicone-…';

const tags = [
  ['Helicone-Request-Name', 'hello'],
  ['Helicone-User-Id', 'anna@example.com'],
  ['Helicone-Session-Id', 'session-1'],
  ['Helicone-Property-Environment', 'development'],
] as const;

const prompt = 'Say hello in three languages.';

/** The same first call for every client, ready to run as it stands. */
export function buildSnippets({ baseUrl, apiKey, fakeProvider }: SnippetTarget): Snippet[] {
  const headers = [['Helicone-Auth', `Bearer ${apiKey ?? placeholderKey}`] as const, ...tags];
  const openAi = `${baseUrl}/v1`;
  const anthropic = `${baseUrl}/anthropic`;
  const providerKeys = fakeProvider
    ? { ts: () => `'not-needed'`, python: () => `"not-needed"` }
    : { ts: (name: string) => `process.env.${name}`, python: (name: string) => `os.environ["${name}"]` };

  const curl = [
    `curl ${openAi}/chat/completions \\`,
    ...(fakeProvider ? [] : [`  -H "Authorization: Bearer $OPENAI_API_KEY" \\`]),
    `  -H "Content-Type: application/json" \\`,
    ...headers.map(([name, value]) => `  -H "${name}: ${value}" \\`),
    `  -d '{"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "${prompt}"}]}'`,
  ];
  const typescript = (name: string, module: string, base: string, keyName: string, call: string[]) => [
    `import ${name} from '${module}';`,
    '',
    `const client = new ${name}({`,
    `  apiKey: ${providerKeys.ts(keyName)},`,
    `  baseURL: '${base}',`,
    `  defaultHeaders: {`,
    ...headers.map(([header, value]) => `    '${header}': '${value}',`),
    `  },`,
    `});`,
    '',
    ...call,
  ];
  const python = (name: string, module: string, base: string, keyName: string, call: string[]) => [
    ...(fakeProvider ? [] : ['import os', '']),
    `from ${module} import ${name}`,
    '',
    `client = ${name}(`,
    `    api_key=${providerKeys.python(keyName)},`,
    `    base_url="${base}",`,
    `    default_headers={`,
    ...headers.map(([header, value]) => `        "${header}": "${value}",`),
    `    },`,
    `)`,
    '',
    ...call,
  ];

  return [
    snippet('curl', 'curl', 'bash', null, curl),
    snippet(
      'openai-typescript',
      'OpenAI TypeScript',
      'typescript',
      'npm install openai',
      typescript('OpenAI', 'openai', openAi, 'OPENAI_API_KEY', [
        `const completion = await client.chat.completions.create({`,
        `  model: 'gpt-4o-mini',`,
        `  messages: [{ role: 'user', content: '${prompt}' }],`,
        `});`,
        `console.log(completion.choices[0]?.message.content);`,
      ]),
    ),
    snippet(
      'openai-python',
      'OpenAI Python',
      'python',
      'pip install openai',
      python('OpenAI', 'openai', openAi, 'OPENAI_API_KEY', [
        `completion = client.chat.completions.create(`,
        `    model="gpt-4o-mini",`,
        `    messages=[{"role": "user", "content": "${prompt}"}],`,
        `)`,
        `print(completion.choices[0].message.content)`,
      ]),
    ),
    snippet(
      'anthropic-typescript',
      'Anthropic TypeScript',
      'typescript',
      'npm install @anthropic-ai/sdk',
      typescript('Anthropic', '@anthropic-ai/sdk', anthropic, 'ANTHROPIC_API_KEY', [
        `const message = await client.messages.create({`,
        `  model: 'claude-sonnet-4-5',`,
        `  max_tokens: 256,`,
        `  messages: [{ role: 'user', content: '${prompt}' }],`,
        `});`,
        `console.log(message.content);`,
      ]),
    ),
    snippet(
      'anthropic-python',
      'Anthropic Python',
      'python',
      'pip install anthropic',
      python('Anthropic', 'anthropic', anthropic, 'ANTHROPIC_API_KEY', [
        `message = client.messages.create(`,
        `    model="claude-sonnet-4-5",`,
        `    max_tokens=256,`,
        `    messages=[{"role": "user", "content": "${prompt}"}],`,
        `)`,
        `print(message.content)`,
      ]),
    ),
  ];
}

function snippet(
  id: string,
  label: string,
  language: Snippet['language'],
  install: string | null,
  lines: string[],
): Snippet {
  return { id, label, language, install, code: lines.join('\n') };
}
