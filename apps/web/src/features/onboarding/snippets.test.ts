import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { buildSnippets } from './snippets.ts';

const apiKey = 'sk-helicone-AbCd_-0123456789AbCd_-0123456789';
const real = buildSnippets({ baseUrl: 'http://localhost:8787', apiKey, fakeProvider: false });
const fake = buildSnippets({ baseUrl: 'http://localhost:8787/demo', apiKey, fakeProvider: true });

const tagHeaders = {
  'Helicone-Auth': `Bearer ${apiKey}`,
  'Helicone-Request-Name': 'hello',
  'Helicone-User-Id': 'anna@example.com',
  'Helicone-Session-Id': 'session-1',
  'Helicone-Property-Environment': 'development',
};

function codeOf(snippets: typeof real, id: string): string {
  const found = snippets.find((snippet) => snippet.id === id);
  if (found === undefined) throw new Error(`No snippet ${id}`);
  return found.code;
}

interface Calls {
  options: Record<string, unknown>;
  input: Record<string, unknown>;
}

/** Runs a TypeScript snippet with a stand-in for the SDK's class and answers what that was given. */
async function run(code: string, name: string, env: Record<string, string>): Promise<Calls> {
  const calls: Calls = { options: {}, input: {} };
  const create = async (input: Record<string, unknown>) => {
    calls.input = input;
    return { choices: [{ message: { content: 'Hi' } }], content: [] };
  };
  class Sdk {
    chat = { completions: { create } };
    messages = { create };
    constructor(options: Record<string, unknown>) {
      calls.options = options;
    }
  }
  const [first, ...body] = code.split('\n');
  expect(first).toMatch(new RegExp(`^import ${name} from '[^']+';$`));
  const AsyncFunction = (async () => undefined).constructor as FunctionConstructor;
  await AsyncFunction(name, 'process', 'console', body.join('\n'))(Sdk, { env }, { log: () => undefined });
  return calls;
}

/** What a shell makes of the curl line: its arguments. */
function argumentsOf(code: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${code}`;
  const out = execFileSync('sh', ['-c', script], {
    env: { NODE_ENV: 'test', OPENAI_API_KEY: 'sk-openai' },
    encoding: 'utf8',
  });
  return out.split('\0').slice(0, -1);
}

test('the OpenAI snippet builds a client of the proxy with its own key and the tags', async () => {
  const { options, input } = await run(codeOf(real, 'openai-typescript'), 'OpenAI', {
    OPENAI_API_KEY: 'sk-o',
  });
  expect(options).toEqual({
    apiKey: 'sk-o',
    baseURL: 'http://localhost:8787/v1',
    defaultHeaders: tagHeaders,
  });
  expect(input).toMatchObject({ model: 'gpt-4o-mini', messages: [{ role: 'user' }] });
});

test('the Anthropic snippet goes to /anthropic and sets max_tokens', async () => {
  const { options, input } = await run(codeOf(real, 'anthropic-typescript'), 'Anthropic', {
    ANTHROPIC_API_KEY: 'sk-a',
  });
  expect(options).toEqual({
    apiKey: 'sk-a',
    baseURL: 'http://localhost:8787/anthropic',
    defaultHeaders: tagHeaders,
  });
  expect(input).toMatchObject({ max_tokens: 256, messages: [{ role: 'user' }] });
});

test('with the fake provider no snippet asks for a provider key', async () => {
  expect(fake.map(({ code }) => code).join('\n')).not.toMatch(/environ|process\.env|OPENAI_API_KEY/);
  expect((await run(codeOf(fake, 'openai-typescript'), 'OpenAI', {})).options).toMatchObject({
    apiKey: 'not-needed',
    baseURL: 'http://localhost:8787/demo/v1',
  });
  expect((await run(codeOf(fake, 'anthropic-typescript'), 'Anthropic', {})).options).toMatchObject({
    baseURL: 'http://localhost:8787/demo/anthropic',
  });
});

test('the shell reads the curl line as one call with every header and a JSON body', () => {
  const [url, ...rest] = argumentsOf(codeOf(real, 'curl'));
  expect(url).toBe('http://localhost:8787/v1/chat/completions');
  const headers = rest.flatMap((value, index) => (rest[index - 1] === '-H' ? [value] : []));
  expect(headers).toEqual([
    'Authorization: Bearer sk-openai',
    'Content-Type: application/json',
    ...Object.entries(tagHeaders).map(([name, value]) => `${name}: ${value}`),
  ]);
  expect(JSON.parse(rest.at(-1) ?? '')).toMatchObject({ model: 'gpt-4o-mini' });
  expect(argumentsOf(codeOf(fake, 'curl')).join('\n')).not.toContain('Authorization');
});

test('the Python snippets name the base URL, the key and every header', () => {
  const openAi = codeOf(real, 'openai-python');
  expect(openAi).toContain('import os\n\nfrom openai import OpenAI\n');
  expect(openAi).toContain(
    '    api_key=os.environ["OPENAI_API_KEY"],\n    base_url="http://localhost:8787/v1",\n',
  );
  const anthropic = codeOf(fake, 'anthropic-python');
  expect(anthropic).toMatch(/^from anthropic import Anthropic\n/);
  expect(anthropic).toContain('base_url="http://localhost:8787/demo/anthropic"');
  for (const [name, value] of Object.entries(tagHeaders))
    expect(anthropic).toContain(`"${name}": "${value}"`);
});

test('without a key a placeholder stands in its place', () => {
  const [curl] = buildSnippets({ baseUrl: 'http://localhost:8787', apiKey: null, fakeProvider: false });
  expect(curl?.code).toContain('Helicone-Auth: Bearer sk-helicone-…');
});
