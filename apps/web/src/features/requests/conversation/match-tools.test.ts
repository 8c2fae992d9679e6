import { expect, test } from 'vitest';
import type { ConversationPart } from './conversation.ts';
import { matchTools } from './match-tools.ts';

const call = (name: string, id: string | null): ConversationPart => ({
  type: 'tool-call',
  id,
  name,
  input: '{}',
});
const result = (id: string | null): ConversationPart => ({
  type: 'tool-result',
  id,
  text: '',
  failed: false,
});

test('results find their calls by id, in whatever order they come', () => {
  const matches = matchTools([
    {
      role: 'assistant',
      parts: [{ type: 'text', text: 'Looking' }, call('weather', 'a'), call('time', 'b')],
    },
    { role: 'tool', parts: [result('b'), result('a')] },
    { role: 'tool', parts: [result('lost')] },
    { role: 'assistant', parts: [call('open', 'c')] },
  ]);
  expect(matches).toEqual(
    new Map([
      ['0.2', { name: 'time', other: '1.0' }],
      ['1.0', { name: 'time', other: '0.2' }],
      ['0.1', { name: 'weather', other: '1.1' }],
      ['1.1', { name: 'weather', other: '0.1' }],
    ]),
  );
});

test('without ids the name tells, the first call first', () => {
  const matches = matchTools([
    { role: 'assistant', parts: [call('weather', null), call('weather', null)] },
    { role: 'tool', parts: [result('weather'), result('weather')] },
  ]);
  expect(matches.get('1.0')?.other).toBe('0.0');
  expect(matches.get('1.1')?.other).toBe('0.1');
});
