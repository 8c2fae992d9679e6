import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { keysOfCalls, nastyBodies, sampleCall } from '../testing/sample-call.ts';
import { sampleRequest } from '../testing/sample-request.ts';
import { callToRepeat } from './call-to-repeat.ts';
import { pythonCall } from './python-call.ts';
import { typescriptCall } from './typescript-call.ts';

const origin = 'http://proxy.example.org';

/** Runs the Python code beside modules that write down what they are called with. */
async function runPython(code: string): Promise<Record<string, unknown>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'heliograph-python-'));
  try {
    await writeFile(
      path.join(folder, 'recorder.py'),
      `import json
class Recorder:
    def __init__(self, path): self.path = path
    def __getattr__(self, name): return Recorder(self.path + [name])
    def __call__(self, *args, **given):
        print(json.dumps({"call": ".".join(self.path), "args": args, "given": given}))
        return []
class Client(Recorder):
    def __init__(self, **given):
        super().__init__([])
        print(json.dumps({"client": given}))
`,
    );
    await writeFile(path.join(folder, 'openai.py'), 'from recorder import Client as OpenAI\n');
    await writeFile(path.join(folder, 'anthropic.py'), 'from recorder import Client as Anthropic\n');
    await writeFile(
      path.join(folder, 'requests.py'),
      `import json
class Answer:
    text = ""
def request(method, url, headers, data=None, stream=False):
    print(json.dumps({"method": method, "url": url, "headers": headers, "data": data.decode(), "stream": stream}))
    return Answer()
`,
    );
    const keys = `import os; os.environ.update(${JSON.stringify(keysOfCalls)})\n`;
    await writeFile(path.join(folder, 'main.py'), keys + code);
    const { stdout } = await promisify(execFile)('python3', ['-X', 'utf8', 'main.py'], {
      cwd: folder,
      maxBuffer: 64 * 1024 ** 2,
    });
    const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
    return Object.assign({}, ...lines.map((line) => JSON.parse(line) as object)) as Record<string, unknown>;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const chat = {
  model: 'gpt-4o-mini',
  messages: [{ role: 'user', content: `it's "so" \n 🌅 $HOME \u2028 \\ end` }],
  temperature: 0.25,
  stream: true,
  stop: null,
  store: false,
  tools: [],
  metadata: {},
  reasoning: { effort: 'low', 'odd key': [1, [true]] },
};

describe('Python', { timeout: 30_000 }, () => {
  test('by the SDK: known parameters by name, others beside them', async () => {
    const call = sampleCall(origin, JSON.stringify(chat), { stream: true, userId: 'ada' });
    const { reasoning, ...known } = chat;
    expect(await runPython(pythonCall(call))).toEqual({
      client: {
        api_key: 'sk-$1',
        base_url: `${origin}/v1`,
        default_headers: {
          'Helicone-Auth': 'Bearer sk-helicone-1',
          'openai-beta': 'assistants=v2',
          'Helicone-User-Id': 'ada',
        },
      },
      call: 'chat.completions.create',
      args: [],
      given: { ...known, extra_body: { reasoning } },
    });
  });

  test('by requests where no SDK makes the call: the body as it was sent', async () => {
    for (const body of nastyBodies.slice(0, 4)) {
      const call = sampleCall(origin, body, { apiFormat: 'other', path: '/v1/other' });
      const { url, data, headers } = await runPython(pythonCall(call));
      expect([url, data]).toEqual([`${origin}/v1/other`, body]);
      expect(headers).toMatchObject({ Authorization: 'Bearer sk-$1', 'content-type': 'application/json' });
    }
  });
});

/** Runs the TypeScript code, which is JavaScript too, with a client that writes down what it is called with. */
async function runTypeScript(code: string): Promise<Record<string, unknown>> {
  const seen: Record<string, unknown> = {};
  const recorder = (names: string[]): unknown =>
    new Proxy(() => undefined, {
      get: (_, name) => recorder([...names, String(name)]),
      apply: (_, __, args) => {
        Object.assign(seen, { call: names.join('.'), args });
        return Promise.resolve([]);
      },
    });
  const Client = function (options: unknown) {
    seen.client = options;
    return recorder([]);
  };
  const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as new (
    ...args: string[]
  ) => (...args: unknown[]) => Promise<void>;
  const run = new AsyncFunction(
    'OpenAI',
    'Anthropic',
    'fetch',
    'process',
    'console',
    code.replace(/^import .*$/m, ''),
  );
  const fetchSeen = (url: string, options: object) => {
    Object.assign(seen, { url, ...options });
    return Promise.resolve({ text: () => '' });
  };
  await run(Client, Client, fetchSeen, { env: keysOfCalls }, { log: () => undefined });
  return seen;
}

describe('TypeScript', () => {
  test('by the SDK', async () => {
    const call = sampleCall(origin, JSON.stringify(chat), { stream: true, sessionId: '`${x}`' });
    expect(await runTypeScript(typescriptCall(call))).toEqual({
      client: {
        apiKey: 'sk-$1',
        baseURL: `${origin}/v1`,
        defaultHeaders: {
          'Helicone-Auth': 'Bearer sk-helicone-1',
          'openai-beta': 'assistants=v2',
          'Helicone-Session-Id': '`${x}`',
        },
      },
      call: 'chat.completions.create',
      args: [chat],
    });
  });

  test('Anthropic has its own SDK and address', async () => {
    const body = { model: 'claude', max_tokens: 10, messages: [] };
    const call = callToRepeat(
      {
        ...sampleRequest({ provider: 'anthropic', apiFormat: 'anthropic-messages', path: '/v1/messages' }),
        targetOrigin: 'https://api.anthropic.com',
        request: { bytes: 1, text: JSON.stringify(body), truncated: false, omitted: false, headers: {} },
      },
      { proxyUrl: origin, demoProviderUrl: null },
    );
    expect(await runTypeScript(typescriptCall(call))).toMatchObject({
      client: { apiKey: 'sk-ant', baseURL: `${origin}/anthropic` },
      call: 'messages.create',
      args: [body],
    });
  });

  test('by fetch where no SDK makes the call: the body as it was sent', async () => {
    for (const body of nastyBodies) {
      const call = sampleCall(origin, body, { apiFormat: 'other', path: '/v1/other' });
      expect(await runTypeScript(typescriptCall(call))).toMatchObject({ url: `${origin}/v1/other`, body });
    }
  });
});
