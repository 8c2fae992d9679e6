import Anthropic from '@anthropic-ai/sdk';
import OpenAI, { toFile } from 'openai';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startFakeProvider, type FakeProvider } from './fake-provider.ts';

let fake: FakeProvider;
let openai: OpenAI;
let anthropic: Anthropic;

beforeAll(async () => {
  fake = await startFakeProvider();
  openai = new OpenAI({ apiKey: 'sk-test', baseURL: `${fake.url}/v1`, maxRetries: 0 });
  anthropic = new Anthropic({ apiKey: 'sk-ant-test', baseURL: fake.url, maxRetries: 0 });
});
afterEach(() => fake.reset());
afterAll(() => fake.stop());

const user = (content: string) => [{ role: 'user' as const, content }];

test('chat completions: the same prompt gets the same answer, with every usage detail', async () => {
  const ask = () =>
    openai.chat.completions.create({ model: 'gpt-4o-mini', messages: user('What is a span?') });
  const [one, two] = [await ask(), await ask()];
  expect(one.choices[0]?.message.content).toMatch(/^You asked: What is a span\?/);
  expect(two.choices[0]?.message.content).toBe(one.choices[0]?.message.content);
  expect(two.id).not.toBe(one.id);
  expect(one).toMatchObject({
    object: 'chat.completion',
    model: 'gpt-4o-mini-2024-07-18',
    service_tier: 'default',
  });
  const { usage } = one;
  expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0));
  expect(usage).toMatchObject({
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  });
});

test('a long prompt is partly cached and a reasoning model bills its thoughts as output', async () => {
  const answer = await openai.chat.completions.create({
    model: 'gpt-5',
    messages: user('word '.repeat(2000)),
  });
  const { usage } = answer;
  expect(usage?.prompt_tokens_details?.cached_tokens).toBeGreaterThanOrEqual(1024);
  expect(usage?.prompt_tokens_details?.cached_tokens).toBeLessThan(usage?.prompt_tokens ?? 0);
  const reasoning = usage?.completion_tokens_details?.reasoning_tokens ?? 0;
  expect(reasoning).toBeGreaterThan(0);
  expect(reasoning).toBeLessThan(usage?.completion_tokens ?? 0);
});

test('a chat stream joins to the plain answer and reports usage only when asked', async () => {
  const request = { model: 'gpt-4o-mini', messages: user('Tell me about latency') };
  const plain = await openai.chat.completions.create(request);
  const silent = await collect(await openai.chat.completions.create({ ...request, stream: true }));
  expect(silent.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(
    plain.choices[0]?.message.content,
  );
  expect(silent.some((chunk) => 'usage' in chunk)).toBe(false);
  expect(silent.at(-1)?.choices[0]?.finish_reason).toBe('stop');

  const telling = await collect(
    await openai.chat.completions.create({
      ...request,
      stream: true,
      stream_options: { include_usage: true },
    }),
  );
  expect(telling.at(-1)).toMatchObject({ choices: [], usage: plain.usage });
  expect(telling.slice(0, -1).every((chunk) => chunk.usage === null && chunk.choices.length === 1)).toBe(
    true,
  );
});

test('several choices share one prompt and add their output up', async () => {
  const request = { model: 'gpt-4o-mini', messages: user('Give me names') };
  const [one, three] = [
    await openai.chat.completions.create(request),
    await openai.chat.completions.create({ ...request, n: 3 }),
  ];
  expect(new Set(three.choices.map((choice) => choice.message.content)).size).toBe(3);
  expect(three.usage?.prompt_tokens).toBe(one.usage?.prompt_tokens);
  expect(three.usage?.completion_tokens).toBeGreaterThan(one.usage?.completion_tokens ?? 0);
  const stream = await collect(await openai.chat.completions.create({ ...request, n: 3, stream: true }));
  const texts = [0, 1, 2].map((index) =>
    stream
      .flatMap((chunk) =>
        chunk.choices.filter((choice) => choice.index === index).map((c) => c.delta.content ?? ''),
      )
      .join(''),
  );
  expect(texts).toEqual(three.choices.map((choice) => choice.message.content));
});

const weatherTool = {
  name: 'get_weather',
  schema: {
    type: 'object',
    properties: { city: { type: 'string' }, days: { type: 'integer' } },
    required: ['city'],
  },
};

test('chat tools: called when the question is about them, plain and streamed, answered after the result', async () => {
  const tools = [
    { type: 'function' as const, function: { name: weatherTool.name, parameters: weatherTool.schema } },
  ];
  const messages = user('How is the weather in Zurich?');
  const plain = await openai.chat.completions.create({ model: 'gpt-4o', messages, tools });
  const choice = plain.choices[0];
  expect(choice?.finish_reason).toBe('tool_calls');
  const call = choice?.message.tool_calls?.[0];
  if (choice === undefined || call?.type !== 'function') throw new Error('no tool call');
  expect(call.function.name).toBe('get_weather');
  expect(JSON.parse(call.function.arguments)).toMatchObject({
    city: expect.any(String),
    days: expect.any(Number),
  });

  const runner = openai.chat.completions.stream({ model: 'gpt-4o', messages, tools });
  const streamed = (await runner.finalChatCompletion()).choices[0]?.message.tool_calls?.[0];
  expect(streamed).toMatchObject({ function: { name: 'get_weather', arguments: call.function.arguments } });

  const after = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages: [...messages, choice.message, { role: 'tool', tool_call_id: call.id, content: 'sunny' }],
    tools,
  });
  expect(after.choices[0]?.message.content).toContain('sunny');
});

test('JSON mode gives JSON, a schema gives JSON that fits it', async () => {
  const loose = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages: user('JSON please'),
    response_format: { type: 'json_object' },
  });
  expect(JSON.parse(loose.choices[0]?.message.content ?? '')).toEqual({ answer: expect.any(String) });
  const schema = {
    type: 'object',
    properties: {
      mood: { type: 'string', enum: ['good', 'bad'] },
      tags: { type: 'array', items: { type: 'string' } },
    },
  };
  const strict = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages: user('JSON please'),
    response_format: { type: 'json_schema', json_schema: { name: 'mood', schema } },
  });
  const value = JSON.parse(strict.choices[0]?.message.content ?? '') as { mood: string; tags: unknown[] };
  expect(['good', 'bad']).toContain(value.mood);
  expect(value.tags).toEqual([expect.any(String)]);
});

test('a token limit ends an answer with length', async () => {
  const answer = await openai.chat.completions.create({
    model: 'gpt-4o',
    messages: user('Hi'),
    max_tokens: 3,
  });
  expect(answer.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'You asked: Hi' } });
  expect(answer.usage?.completion_tokens).toBe(3);
});

test('responses: plain, streamed, with a tool, cut short', async () => {
  const plain = await openai.responses.create({ model: 'gpt-5', input: 'What is a trace?' });
  expect(plain.output_text).toMatch(/^You asked: What is a trace\?/);
  expect(plain.output.map((item) => item.type)).toEqual(['reasoning', 'message']);
  expect(plain.usage?.output_tokens_details.reasoning_tokens).toBeGreaterThan(0);

  const events = await collect(
    await openai.responses.create({ model: 'gpt-5', input: 'What is a trace?', stream: true }),
  );
  expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, index) => index));
  expect(events[0]).toMatchObject({
    type: 'response.created',
    response: { usage: null, status: 'in_progress' },
  });
  const last = events.at(-1);
  if (last?.type !== 'response.completed') throw new Error(`ended with ${last?.type}`);
  expect(last.response.usage).toEqual(plain.usage);
  const deltas = events.flatMap((event) =>
    event.type === 'response.output_text.delta' ? [event.delta] : [],
  );
  expect(deltas.join('')).toBe(plain.output_text);

  const called = await openai.responses.create({
    model: 'gpt-4o',
    input: 'What will the weather be?',
    tools: [{ type: 'function', name: weatherTool.name, parameters: weatherTool.schema, strict: false }],
  });
  expect(called.output[0]).toMatchObject({ type: 'function_call', name: 'get_weather', status: 'completed' });

  const cut = await collect(
    await openai.responses.create({ model: 'gpt-4o', input: 'Go on', max_output_tokens: 16, stream: true }),
  );
  expect(cut.at(-1)).toMatchObject({
    type: 'response.incomplete',
    response: {
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      usage: { output_tokens: 16 },
    },
  });
});

test('embeddings: near texts lie near, in both encodings, in the dimensions asked for', async () => {
  const input = ['the cat sat on the mat', 'the cat sat on the old mat', 'quarterly revenue forecast'];
  const { data, usage } = await openai.embeddings.create({ model: 'text-embedding-3-small', input });
  const vectors = data.map((item) => item.embedding);
  expect(vectors.map((vector) => vector.length)).toEqual([1536, 1536, 1536]);
  const [a, b, c] = vectors;
  if (a === undefined || b === undefined || c === undefined) throw new Error('a vector is missing');
  expect(dot(a, a)).toBeCloseTo(1, 5);
  expect(dot(a, b)).toBeGreaterThan(0.6);
  expect(dot(a, c)).toBeLessThan(0.3);
  expect(usage.total_tokens).toBe(usage.prompt_tokens);

  const floats = await openai.embeddings.create({
    model: 'text-embedding-3-small',
    input: input[0] ?? '',
    encoding_format: 'float',
  });
  for (const [index, value] of (floats.data[0]?.embedding ?? []).entries())
    expect(value).toBeCloseTo(a[index] ?? 0, 6);
  const small = await openai.embeddings.create({
    model: 'text-embedding-3-large',
    input: 'x',
    dimensions: 64,
  });
  expect(small.data[0]?.embedding).toHaveLength(64);
});

test('models, completions, files and audio work with the SDK', async () => {
  expect((await openai.models.list()).data.map((model) => model.id)).toContain('gpt-4o');
  expect(await openai.models.retrieve('gpt-4o')).toMatchObject({ id: 'gpt-4o', object: 'model' });
  await expect(openai.models.retrieve('nothing')).rejects.toMatchObject({
    status: 404,
    code: 'model_not_found',
  });

  const text = await openai.completions.create({
    model: 'gpt-3.5-turbo-instruct',
    prompt: 'Once',
    max_tokens: 5,
  });
  expect(text.choices[0]).toMatchObject({ finish_reason: 'length' });
  expect(text.usage?.completion_tokens).toBe(5);

  const content = Buffer.from('{"a":1}\r\n--not-the-boundary\r\n');
  const file = await openai.files.create({ file: await toFile(content, 'data.jsonl'), purpose: 'batch' });
  expect(file).toMatchObject({ filename: 'data.jsonl', bytes: content.length, purpose: 'batch' });
  expect(Buffer.from(await (await openai.files.content(file.id)).arrayBuffer())).toEqual(content);
  expect((await openai.files.list()).data).toHaveLength(1);
  await openai.files.delete(file.id);
  await expect(openai.files.retrieve(file.id)).rejects.toMatchObject({ status: 404 });

  const speech = await openai.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: 'Hello there' });
  expect(speech.headers.get('content-type')).toBe('audio/mpeg');
  const audio = Buffer.from(await speech.arrayBuffer());
  expect(audio.length % 417).toBe(0);
  const heard = await openai.audio.transcriptions.create({
    model: 'whisper-1',
    file: await toFile(audio, 'a.mp3'),
  });
  expect(heard).toMatchObject({
    text: expect.stringContaining('a.mp3'),
    usage: { type: 'duration', seconds: 1 },
  });
});

test('Anthropic messages: plain and streamed give the same message', async () => {
  const request = {
    model: 'claude-sonnet-5-5',
    max_tokens: 100,
    messages: user('What is a session?'),
  };
  const plain = await anthropic.messages.create(request);
  expect(plain.content[0]).toMatchObject({
    type: 'text',
    text: expect.stringMatching(/^You asked: What is a session\?/),
  });
  expect(plain).toMatchObject({ stop_reason: 'end_turn', usage: { service_tier: 'standard' } });
  const streamed = await anthropic.messages.stream(request).finalMessage();
  expect(streamed.content).toEqual(plain.content);
  expect(streamed.usage).toMatchObject({
    input_tokens: plain.usage.input_tokens,
    output_tokens: plain.usage.output_tokens,
  });

  const events = await collect(await anthropic.messages.create({ ...request, stream: true }));
  const types = events.map((event) => event.type);
  expect(types[0]).toBe('message_start');
  expect(types.slice(-3)).toEqual(['content_block_stop', 'message_delta', 'message_stop']);
  const [start] = events;
  if (start?.type !== 'message_start') throw new Error('no start');
  expect(start.message.usage).toMatchObject({ input_tokens: plain.usage.input_tokens, output_tokens: 1 });
  const delta = events.at(-2);
  if (delta?.type !== 'message_delta') throw new Error('no delta');
  expect(delta.usage).toMatchObject({ output_tokens: plain.usage.output_tokens });
  expect(delta.usage).not.toHaveProperty('cache_creation');
});

test('Anthropic caching: written first, read afterwards, split by time to live', async () => {
  const ask = (ttl: '5m' | '1h') =>
    anthropic.messages.create({
      model: 'claude-sonnet-5-5',
      max_tokens: 10,
      system: [
        { type: 'text', text: `${ttl} ${'rule '.repeat(1500)}`, cache_control: { type: 'ephemeral', ttl } },
      ],
      messages: user('Hi'),
    });
  const [write, read] = [(await ask('5m')).usage, (await ask('5m')).usage];
  expect(write.cache_creation_input_tokens).toBeGreaterThan(1024);
  expect(write.cache_creation?.ephemeral_5m_input_tokens).toBe(write.cache_creation_input_tokens);
  expect(write.cache_read_input_tokens).toBe(0);
  expect(read).toMatchObject({
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: write.cache_creation_input_tokens,
    input_tokens: write.input_tokens,
  });
  const hour = (await ask('1h')).usage;
  expect(hour.cache_creation).toMatchObject({
    ephemeral_5m_input_tokens: 0,
    ephemeral_1h_input_tokens: hour.cache_creation_input_tokens,
  });
});

test('Anthropic tools, thinking, token counts and models', async () => {
  const request = {
    model: 'claude-sonnet-5-5',
    max_tokens: 2000,
    thinking: { type: 'enabled' as const, budget_tokens: 1024 },
    messages: user('How is the weather?'),
    tools: [{ name: weatherTool.name, input_schema: { ...weatherTool.schema, type: 'object' as const } }],
  };
  const message = await anthropic.messages.stream(request).finalMessage();
  expect(message.stop_reason).toBe('tool_use');
  expect(message.content.map((block) => block.type)).toEqual(['thinking', 'tool_use']);
  expect(message.content[1]).toMatchObject({ name: 'get_weather', input: { city: expect.any(String) } });
  expect(message.usage.output_tokens_details?.thinking_tokens).toBeGreaterThan(0);

  const { max_tokens: _limit, ...countable } = request;
  expect((await anthropic.messages.countTokens(countable)).input_tokens).toBe(message.usage.input_tokens);
  expect((await anthropic.models.list()).data[0]).toMatchObject({
    type: 'model',
    id: 'claude-sonnet-5-5',
  });
});

test('errors come in the shape of the provider, with its headers', async () => {
  const messages = user('Hi');
  await expect(
    openai.chat.completions.create(
      { model: 'gpt-4o', messages },
      { headers: { 'x-fake-status': '429', 'x-fake-retry-after': '7' } },
    ),
  ).rejects.toMatchObject({ status: 429, code: 'rate_limit_exceeded', type: 'requests' });
  await expect(openai.chat.completions.create({ model: 'fake-error-500', messages })).rejects.toMatchObject({
    status: 500,
    type: 'server_error',
  });
  await expect(
    openai.withOptions({ apiKey: 'invalid' }).chat.completions.create({ model: 'gpt-4o', messages }),
  ).rejects.toMatchObject({ status: 401, code: 'invalid_api_key' });
  await expect(
    anthropic.messages.create({ model: 'fake-rate-limited', max_tokens: 1, messages }),
  ).rejects.toMatchObject({
    status: 429,
    error: { type: 'error', error: { type: 'rate_limit_error' } },
    requestID: expect.stringMatching(/^req_/),
  });
  await expect(
    anthropic.messages.create({ model: 'fake-overloaded', max_tokens: 1, messages }),
  ).rejects.toMatchObject({ status: 529 });

  const { response } = await openai.chat.completions.create({ model: 'gpt-4o', messages }).withResponse();
  expect(response.headers.get('x-request-id')).toMatch(/^req_/);
  expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('9999');
  const limited = await post('/v1/chat/completions', { model: 'fake-rate-limited', messages });
  expect(limited.headers.get('retry-after')).toBe('1');
});

test('wrong requests are refused in words', async () => {
  const refusal = async (path: string, body: unknown) => {
    const response = await post(path, body);
    const { error } = (await response.json()) as { error: { message: string } };
    return `${response.status} ${error.message}`;
  };
  expect(await refusal('/v1/chat/completions', { messages: [] })).toBe(
    '400 you must provide a model parameter',
  );
  expect(await refusal('/v1/chat/completions', { model: 'm', messages: [] })).toMatch(
    /^400 Invalid 'messages'/,
  );
  expect(await refusal('/v1/chat/completions', '{"model":')).toMatch(/^400 We could not parse the JSON body/);
  expect(await refusal('/v1/nothing', {})).toBe('404 Invalid URL (POST /v1/nothing)');
  expect(await refusal('/v1/messages', { model: 'm', messages: user('x') })).toBe(
    '400 max_tokens: Field required',
  );
  const options = { model: 'm', messages: user('x'), stream_options: { include_usage: true } };
  expect(await refusal('/v1/chat/completions', options)).toMatch(/only allowed when 'stream' is enabled/);
  const typo = await post(
    '/v1/chat/completions',
    { model: 'm', messages: user('x') },
    { 'x-fake-delay': '1' },
  );
  expect(await typo.text()).toContain('x-fake-delay is not known');
});

test('headers make it fail so many times, cut, break off, grow and compress', async () => {
  const body = { model: 'gpt-4o', messages: user('Hi') };
  const statuses = [];
  for (let i = 0; i < 3; i += 1) {
    const headers = { 'x-fake-fail-times': '2', 'x-fake-id': 'a', 'x-fake-status': '503' };
    statuses.push((await post('/v1/chat/completions', body, headers)).status);
  }
  expect(statuses).toEqual([503, 503, 200]);

  const streamed = { ...body, stream: true };
  const whole = await (await post('/v1/chat/completions', streamed, { 'x-fake-chunks': '200' })).text();
  expect(whole.split('\n\n').filter((event) => event.includes('"content":')).length).toBe(201);
  const cut = await post('/v1/chat/completions', streamed, { 'x-fake-cut-after-chunks': '2' });
  const received: string[] = [];
  await expect(
    (async () => {
      for await (const piece of cut.body ?? []) received.push(Buffer.from(piece).toString());
    })(),
  ).rejects.toThrow('terminated');
  expect(received.join('').split('\n\n').filter(Boolean)).toHaveLength(2);
  await expect(
    (await post('/v1/chat/completions', body, { 'x-fake-cut-after-chunks': '1' })).text(),
  ).rejects.toThrow('terminated');

  const broken = await post(
    '/v1/messages',
    { ...streamed, max_tokens: 9 },
    { 'x-fake-error-after-chunks': '1' },
  );
  const events = (await broken.text()).split('\n\n').filter(Boolean);
  expect(events).toHaveLength(2);
  expect(events[1]).toContain('"overloaded_error"');

  const large = await post('/v1/chat/completions', body, { 'x-fake-body-bytes': '300000' });
  expect((await large.arrayBuffer()).byteLength).toBeGreaterThan(300_000);
  for (const encoding of ['gzip', 'br', 'deflate']) {
    const packed = await post('/v1/chat/completions', streamed, { 'x-fake-content-encoding': encoding });
    expect(packed.headers.get('content-encoding')).toBe(encoding);
    expect(await packed.text()).toMatch(/^data: .*data: \[DONE\]\n\n$/s);
  }
  const said = await post('/v1/chat/completions', body, {
    'x-fake-text': encodeURIComponent('grüezi mitenand'),
  });
  expect(await said.json()).toMatchObject({ choices: [{ message: { content: 'grüezi mitenand' } }] });
});

test('delays hold back the status, the first byte and the chunks', async () => {
  const body = { model: 'gpt-4o', messages: user('Hi'), stream: true };
  const began = performance.now();
  const response = await post('/v1/chat/completions', body, {
    'x-fake-delay-ms': '60',
    'x-fake-first-byte-delay-ms': '60',
  });
  expect(performance.now() - began).toBeGreaterThanOrEqual(55);
  await response.text();
  expect(performance.now() - began).toBeGreaterThanOrEqual(110);
});

test('requests are recorded as they came', async () => {
  const text = JSON.stringify({ model: 'gpt-4o', messages: user('Hi') });
  await post('/base/v1/chat/completions?x=1', text, { 'X-Odd-Case': 'Yes' });
  const [request] = fake.requests;
  expect(request).toMatchObject({
    method: 'POST',
    path: '/base/v1/chat/completions?x=1',
    bodyBytes: text.length,
    aborted: false,
  });
  expect(request?.body.toString()).toBe(text);
  expect(request?.rawHeaders.join('|')).toMatch(/x-odd-case\|Yes/i);
  expect((await fetch(`${fake.url}/__fake/requests`)).status).toBe(404);

  const open = await startFakeProvider({ inspect: true });
  await fetch(`${open.url}/v1/models`);
  const list = (await (await fetch(`${open.url}/__fake/requests`)).json()) as { path: string }[];
  expect(list.map((item) => item.path)).toEqual(['/v1/models']);
  await open.stop();
});

async function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(fake.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
