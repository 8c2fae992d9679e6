import { describe, expect, test } from 'vitest';
import { conversationSize, readConversation } from './read-conversation.ts';
import { readError } from './read-error.ts';

function read(apiFormat: string, request: unknown, response: unknown, message: unknown = null) {
  return readConversation({
    apiFormat,
    request: { text: request === null ? null : JSON.stringify(request) },
    response: { text: typeof response === 'string' ? response : JSON.stringify(response), message },
  });
}

const inline = (kind: string, description: string, mediaType: string, characters: number) => ({
  type: 'media',
  kind,
  description,
  src: `data:${mediaType};base64,${'A'.repeat(characters)}`,
});

describe('OpenAI chat', () => {
  const asked = {
    messages: [
      { role: 'developer', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: '天気は?' },
          { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(4096)}` } },
          { type: 'image_url', image_url: { url: 'https://example.org/a.png' } },
        ],
      },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"東京"}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'call_1', content: '{"celsius":21}' },
    ],
  };

  test('shows every role, images by type and size, tool calls with their arguments and results', () => {
    const shown = read('openai-chat', asked, {
      choices: [{ index: 0, message: { role: 'assistant', content: '21 °C', refusal: null } }],
    });
    expect(shown).toEqual({
      request: [
        { role: 'developer', parts: [{ type: 'text', text: 'Be brief.' }] },
        {
          role: 'user',
          parts: [
            { type: 'text', text: '天気は?' },
            inline('image', 'image/png, 3 KB', 'image/png', 4096),
            {
              type: 'media',
              kind: 'image',
              description: 'https://example.org/a.png',
              src: 'https://example.org/a.png',
            },
          ],
        },
        {
          role: 'assistant',
          parts: [{ type: 'tool-call', id: 'call_1', name: 'weather', input: '{\n  "city": "東京"\n}' }],
        },
        {
          role: 'tool',
          parts: [{ type: 'tool-result', id: 'call_1', text: '{"celsius":21}', failed: false }],
        },
      ],
      response: [{ role: 'assistant', parts: [{ type: 'text', text: '21 °C' }] }],
    });
  });

  test('reads a stream from its assembled message, refusals and reasoning included', () => {
    const message = { choices: [{ message: { reasoning_content: 'Hm.', refusal: 'I cannot.' } }] };
    expect(read('openai-chat', asked, 'data: {"choices":[]}\n\n', message)?.response).toEqual([
      {
        role: 'assistant',
        parts: [
          { type: 'thinking', text: 'Hm.' },
          { type: 'refusal', text: 'I cannot.' },
        ],
      },
    ]);
  });

  test('shows an error in place of the answer', () => {
    const error = { error: { message: 'Rate limit reached', type: 'requests', code: 'rate_limit_exceeded' } };
    expect(read('openai-chat', asked, error)?.response).toEqual([
      { role: 'assistant', parts: [{ type: 'error', text: 'Rate limit reached' }] },
    ]);
  });

  test('shows the answer where the request was omitted', () => {
    const shown = read('openai-chat', null, { choices: [{ message: { content: 'Hi' } }] });
    expect(shown).toEqual({
      request: [],
      response: [{ role: 'assistant', parts: [{ type: 'text', text: 'Hi' }] }],
    });
  });
});

test('OpenAI responses: instructions, input items, reasoning, calls and their outputs', () => {
  const shown = read(
    'openai-responses',
    {
      instructions: 'Be kind.',
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'Hi' },
            { type: 'input_image', file_id: 'file-1' },
          ],
        },
        { type: 'function_call', call_id: 'c1', name: 'add', arguments: '{"a":1}' },
        { type: 'function_call_output', call_id: 'c1', output: '3' },
      ],
    },
    {
      output: [
        { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Think' }] },
        { type: 'web_search_call', id: 'w1', status: 'completed', action: { query: 'x' } },
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Three' }] },
      ],
    },
  );
  expect(shown?.request.map(({ role, parts }) => [role, ...parts.map(({ type }) => type)])).toEqual([
    ['system', 'text'],
    ['user', 'text', 'media'],
    ['assistant', 'tool-call'],
    ['tool', 'tool-result'],
  ]);
  expect(shown?.response.flatMap(({ parts }) => parts)).toEqual([
    { type: 'thinking', text: 'Think' },
    { type: 'tool-call', id: 'w1', name: 'web_search', input: '{\n  "query": "x"\n}' },
    { type: 'text', text: 'Three' },
  ]);
  expect(read('openai-responses', { input: 'Hi' }, {})?.request).toEqual([
    { role: 'user', parts: [{ type: 'text', text: 'Hi' }] },
  ]);
});

test('Anthropic messages: system blocks, thinking, tools, documents, refusals', () => {
  const shown = read(
    'anthropic-messages',
    {
      system: [{ type: 'text', text: 'You are Claude.', cache_control: { type: 'ephemeral' } }],
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source: { type: 'base64', media_type: 'image/jpeg', data: 'A'.repeat(8192) } },
            { type: 'document', title: 'Report.pdf', source: { type: 'url', url: 'https://example.org' } },
          ],
        },
        { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'read', input: { path: '/a' } }] },
        {
          role: 'user',
          content: [
            {
              type: 'tool_result',
              tool_use_id: 't1',
              is_error: true,
              content: [{ type: 'text', text: 'ENOENT' }],
            },
          ],
        },
      ],
    },
    'event: message_start\n\n',
    {
      role: 'assistant',
      stop_reason: 'refusal',
      content: [
        { type: 'thinking', thinking: 'Let me see', signature: 'x' },
        { type: 'redacted_thinking', data: 'x' },
        { type: 'text', text: 'Sorry' },
        { type: 'brand_new_block', a: 1 },
      ],
    },
  );
  expect(shown?.request).toEqual([
    { role: 'system', parts: [{ type: 'text', text: 'You are Claude.' }] },
    {
      role: 'user',
      parts: [
        inline('image', 'image/jpeg, 6 KB', 'image/jpeg', 8192),
        { type: 'media', kind: 'file', description: 'Report.pdf', src: 'https://example.org' },
      ],
    },
    {
      role: 'assistant',
      parts: [{ type: 'tool-call', id: 't1', name: 'read', input: '{\n  "path": "/a"\n}' }],
    },
    { role: 'tool', parts: [{ type: 'tool-result', id: 't1', text: 'ENOENT', failed: true }] },
  ]);
  expect(shown?.response[0]?.parts).toEqual([
    { type: 'thinking', text: 'Let me see' },
    { type: 'thinking', text: '' },
    { type: 'text', text: 'Sorry' },
    { type: 'other', kind: 'brand_new_block', json: '{\n  "type": "brand_new_block",\n  "a": 1\n}' },
    { type: 'refusal', text: 'The model refused to go on.' },
  ]);
});

test('completions and embeddings show their texts', () => {
  expect(read('openai-completions', { prompt: 'Once' }, { choices: [{ text: ' upon' }] })?.response).toEqual([
    { role: 'assistant', parts: [{ type: 'text', text: ' upon' }] },
  ]);
  expect(read('openai-embeddings', { input: ['a', 'b'] }, { data: [] })?.request).toHaveLength(2);
});

test.each([
  ['other', { messages: [] }, { choices: [] }],
  ['openai-chat', { anything: 1 }, 'plain text'],
  ['openai-chat', [1], 'null'],
  ['anthropic-messages', 'text', '[]'],
])('%s of an unknown shape is no conversation', (format, request, response) => {
  expect(read(format, request, response)).toBeNull();
});

test.each([
  [{ messages: [null, 1, { role: 5, content: [null, 7, {}] }, { tool_calls: [null] }] }],
  [{ messages: [{ role: 'tool', content: { a: 1 } }], system: 5 }],
  [{ input: [null, 'x', { type: 'x_call' }, { type: 'a_call_output', output: [null] }] }],
])('garbage inside a known shape never throws', (body) => {
  for (const format of ['openai-chat', 'openai-responses', 'anthropic-messages']) {
    expect(() => read(format, body, { choices: [null], output: [3], content: [null] })).not.toThrow();
  }
});

test.each([
  ['{"error":{"message":"No","type":"t","code":null}}', { kind: 't', message: 'No' }],
  [
    '{"type":"error","error":{"type":"overloaded_error","message":"Busy"}}',
    { kind: 'overloaded_error', message: 'Busy' },
  ],
  ['{"error":"Not found"}', { kind: null, message: 'Not found' }],
  ['{"message":"fine"}', null],
  ['<html>', null],
  [null, null],
])('the error in %s', (body, shown) => {
  expect(readError(body)).toEqual(shown);
});

test('the size counts both bodies', () => {
  expect(
    conversationSize({ apiFormat: 'openai-chat', request: { text: '{"a":1}' }, response: { text: null } }),
  ).toBe(7);
});

describe('Gemini', () => {
  test('shows the system instruction, media, thoughts, calls and their results', () => {
    const asked = {
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        {
          role: 'user',
          parts: [{ text: 'Weather?' }, { inlineData: { mimeType: 'image/png', data: 'A'.repeat(4096) } }],
        },
        { role: 'model', parts: [{ functionCall: { name: 'weather', args: { city: 'Oslo' } } }] },
        { role: 'user', parts: [{ functionResponse: { name: 'weather', response: { celsius: 4 } } }] },
      ],
    };
    const parts = [{ text: 'Hm', thought: true }, { text: '4 °C' }];
    expect(read('gemini', asked, { candidates: [{ content: { role: 'model', parts } }] })).toEqual({
      request: [
        { role: 'system', parts: [{ type: 'text', text: 'Be brief.' }] },
        {
          role: 'user',
          parts: [{ type: 'text', text: 'Weather?' }, inline('image', 'image/png, 3 KB', 'image/png', 4096)],
        },
        {
          role: 'assistant',
          parts: [{ type: 'tool-call', id: null, name: 'weather', input: '{\n  "city": "Oslo"\n}' }],
        },
        {
          role: 'tool',
          parts: [{ type: 'tool-result', id: 'weather', text: '{\n  "celsius": 4\n}', failed: false }],
        },
      ],
      response: [
        {
          role: 'assistant',
          parts: [
            { type: 'thinking', text: 'Hm' },
            { type: 'text', text: '4 °C' },
          ],
        },
      ],
    });
  });

  test('says that a prompt was blocked', () => {
    const shown = read('gemini', { contents: [] }, { promptFeedback: { blockReason: 'SAFETY' } });
    expect(shown?.response[0]?.parts).toEqual([{ type: 'refusal', text: 'The prompt was blocked: SAFETY' }]);
  });
});

test('Bedrock’s Converse shows its blocks', () => {
  const asked = {
    system: [{ text: 'Be brief.' }],
    messages: [
      {
        role: 'user',
        content: [{ text: 'Weather?' }, { document: { name: 'map', format: 'pdf', source: {} } }],
      },
      { role: 'assistant', content: [{ toolUse: { toolUseId: 't', name: 'weather', input: {} } }] },
      {
        role: 'user',
        content: [{ toolResult: { toolUseId: 't', status: 'error', content: [{ text: 'no' }] } }],
      },
    ],
  };
  const content = [{ reasoningContent: { reasoningText: { text: 'Hm' } } }, { text: 'I don’t know.' }];
  const shown = read('bedrock-converse', asked, { output: { message: { role: 'assistant', content } } });
  expect(shown?.request.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool']);
  expect(shown?.request[3]?.parts).toEqual([{ type: 'tool-result', id: 't', text: 'no', failed: true }]);
  expect(shown?.response[0]?.parts).toEqual([
    { type: 'thinking', text: 'Hm' },
    { type: 'text', text: 'I don’t know.' },
  ]);
});

test('Cohere’s answer is a message without choices', () => {
  const asked = { messages: [{ role: 'user', content: 'Which city?' }] };
  const answered = { message: { role: 'assistant', content: [{ type: 'text', text: 'Oslo.' }] } };
  expect(read('cohere-chat', asked, answered)?.response).toEqual([
    { role: 'assistant', parts: [{ type: 'text', text: 'Oslo.' }] },
  ]);
});
