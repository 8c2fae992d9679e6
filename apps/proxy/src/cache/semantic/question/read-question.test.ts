import type { ApiFormat } from '@heliograph/providers/api-format';
import { describe, expect, it } from 'vitest';
import { readQuestion } from './read-question.ts';

const user = (content: unknown) => ({ role: 'user', content });

describe('readQuestion', () => {
  it('takes the last message of a chat and says where it stands', () => {
    const messages = [{ role: 'system', content: 'Be kind.' }, user('  How do I reset my password? ')];
    expect(readQuestion({ model: 'gpt-4o', messages }, 'openai-chat')).toEqual({
      text: 'How do I reset my password?',
      paths: [['messages', '1', 'content']],
    });
  });

  it('joins the text parts', () => {
    const parts = [
      { type: 'text', text: 'First.', cache_control: { type: 'ephemeral' } },
      { type: 'text', text: 'Then?' },
    ];
    expect(readQuestion({ messages: [user(parts)], system: 's' }, 'anthropic-messages')).toEqual({
      text: 'First.\nThen?',
      paths: [
        ['messages', '0', 'content', '0', 'text'],
        ['messages', '0', 'content', '1', 'text'],
      ],
    });
  });

  it('reads both forms of a response’s input', () => {
    expect(readQuestion({ model: 'm', input: 'What is a monad?' }, 'openai-responses')).toEqual({
      text: 'What is a monad?',
      paths: [['input']],
    });
    const input = [{ type: 'message', ...user([{ type: 'input_text', text: 'What is a monad?' }]) }];
    expect(readQuestion({ input }, 'openai-responses')).toEqual({
      text: 'What is a monad?',
      paths: [['input', '0', 'content', '0', 'text']],
    });
  });

  it('takes a follow-up that says what it asks', () => {
    const messages = [
      user('Hello'),
      { role: 'assistant', content: 'Hi!' },
      user('How do I reset my password?'),
    ];
    expect(readQuestion({ messages }, 'openai-chat')).toMatchObject({ text: 'How do I reset my password?' });
  });

  const image = { type: 'image_url', image_url: { url: 'data:' } };
  const toolResult = { type: 'tool_result', tool_use_id: 't', content: 'x' };
  const refusals: [why: RegExp, format: ApiFormat, body: unknown][] = [
    [/no JSON object/, 'openai-chat', null],
    [/no JSON object/, 'openai-chat', []],
    [/only chat/, 'openai-embeddings', { input: 'x' }],
    [/only chat/, 'openai-completions', { prompt: 'x' }],
    [/only chat/, 'gemini', { contents: [] }],
    [/only chat/, 'other', {}],
    [/no message/, 'openai-chat', {}],
    [/no message/, 'openai-chat', { messages: [] }],
    [/no message/, 'openai-chat', { messages: ['x'] }],
    [/several answers/, 'openai-chat', { n: 2, messages: [user('x')] }],
    [/several answers/, 'openai-chat', { n: '2', messages: [user('x')] }],
    [/audio/, 'openai-chat', { modalities: ['text', 'audio'], messages: [user('x')] }],
    [/audio/, 'openai-chat', { audio: { voice: 'a' }, messages: [user('x')] }],
    [/tool's result/, 'openai-chat', { messages: [user('x'), { role: 'tool', content: '5' }] }],
    [/tool's result/, 'openai-chat', { messages: [user('x'), { role: 'function', content: '5' }] }],
    [/tool's result/, 'anthropic-messages', { messages: [user([toolResult])] }],
    [/tool's result/, 'anthropic-messages', { messages: [user([{ type: 'text', text: 'x' }, toolResult])] }],
    [/tool's result/, 'openai-responses', { input: [{ type: 'function_call_output', output: '5' }] }],
    [/isn't the user's/, 'openai-chat', { messages: [user('x'), { role: 'assistant', content: 'y' }] }],
    [/isn't the user's/, 'openai-chat', { messages: [{ role: 'system', content: 'y' }] }],
    [/isn't the user's/, 'openai-responses', { input: [{ type: 'reasoning', role: 'user', content: 'y' }] }],
    [/other than text/, 'openai-chat', { messages: [user([{ type: 'text', text: 'x' }, image])] }],
    [/other than text/, 'openai-chat', { messages: [user([{ type: 'input_audio', input_audio: {} }])] }],
    [/other than text/, 'openai-chat', { messages: [user([{ type: 'file', file: {} }])] }],
    [/other than text/, 'openai-chat', { messages: [user(['x'])] }],
    [/other than text/, 'anthropic-messages', { messages: [user([{ type: 'document', text: 'x' }])] }],
    [/other than text/, 'openai-responses', { input: [user([{ type: 'input_image', image_url: 'x' }])] }],
    [/no text/, 'openai-chat', { messages: [user(null)] }],
    [/no text/, 'openai-chat', { messages: [user('   ')] }],
    [/no text/, 'openai-chat', { messages: [user([])] }],
    [/kept by the provider/, 'openai-responses', { previous_response_id: 'resp_1', input: 'x' }],
    [/kept by the provider/, 'openai-responses', { conversation: 'conv_1', input: 'x' }],
    [/kept by the provider/, 'openai-responses', { prompt: { id: 'pmpt_1' }, input: 'x' }],
    [/background/, 'openai-responses', { background: true, input: 'x' }],
    [/4000 characters/, 'openai-chat', { messages: [user('x'.repeat(4_001))] }],
    [/4000 characters/, 'openai-chat', { messages: [user('\ufdfa'.repeat(300))] }],
    [
      /so short/,
      'openai-chat',
      { messages: [user('a'), { role: 'assistant', content: 'b' }, user('yes, do it')] },
    ],
  ];
  it.each(refusals)('refuses with %s: %s', (why, format, body) => {
    const read = readQuestion(body, format);
    expect('refused' in read ? read.refused : '').toMatch(why);
  });
});
